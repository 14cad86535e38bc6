// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/settings/settings.h"

#include "services/core/json.h"

#include <algorithm>
#include <functional>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QUrl>
#include <vector>

namespace snapgpu {

namespace {

/** One row of the table: how a field gets into the file and back. A value that does not fit is ignored. */
struct Field
{
    const char *key;
    std::function<json::Value(const Preferences &)> write;
    std::function<void(Preferences &, const json::Value &object)> read;
};

Field textField(const char *key, QString Preferences::*member)
{
    return {key, [member](const Preferences &p) { return json::fromQString(p.*member); },
        [key, member](Preferences &p, const json::Value &object) {
            if (const auto value = json::string(object, key)) {
                p.*member = *value;
            }
        }};
}

Field intField(const char *key, int Preferences::*member, int low, int high)
{
    return {key, [member](const Preferences &p) { return json::Value(p.*member); },
        [key, member, low, high](Preferences &p, const json::Value &object) {
            if (const auto value = json::integer(object, key)) {
                p.*member = static_cast<int>(std::clamp<qint64>(*value, low, high));
            }
        }};
}

Field realField(const char *key, double Preferences::*member, double low, double high)
{
    return {key, [member](const Preferences &p) { return json::Value(p.*member); },
        [key, member, low, high](Preferences &p, const json::Value &object) {
            if (const auto value = json::number(object, key)) {
                p.*member = std::clamp(*value, low, high);
            }
        }};
}

Field listField(const char *key, QStringList Preferences::*member)
{
    return {key,
        [member](const Preferences &p) {
            json::Value list = json::Value::array();
            for (const QString &text : p.*member) {
                list.push_back(json::fromQString(text));
            }
            return list;
        },
        [key, member](Preferences &p, const json::Value &object) {
            const json::Value *list = json::array(object, key);
            if (list == nullptr) {
                return;
            }
            (p.*member).clear();
            for (const json::Value &entry : *list) {
                if (entry.is_string()) {
                    (p.*member).append(json::toQString(entry));
                }
            }
        }};
}

Field flagField(const char *key, bool Preferences::*member)
{
    return {key, [member](const Preferences &p) { return json::Value(p.*member); },
        [key, member](Preferences &p, const json::Value &object) {
            if (const auto value = json::boolean(object, key)) {
                p.*member = *value;
            }
        }};
}

Field searchesField(const char *key, QVector<SavedSearch> Preferences::*member)
{
    return {key,
        [member](const Preferences &p) {
            json::Value list = json::Value::array();
            for (const SavedSearch &search : p.*member) {
                list.push_back({{"name", json::fromQString(search.name)},
                    {"query", json::fromQString(search.query)}, {"interruptible", search.interruptible}});
            }
            return list;
        },
        [key, member](Preferences &p, const json::Value &object) {
            const json::Value *list = json::array(object, key);
            if (list == nullptr) {
                return;
            }
            (p.*member).clear();
            for (const json::Value &entry : *list) {
                if (const auto query = json::string(entry, "query")) {
                    (p.*member).append({json::string(entry, "name").value_or(QString()), *query,
                        json::boolean(entry, "interruptible").value_or(false)});
                }
            }
        }};
}

/** One row per part of a repository's description; a secret has no row. */
constexpr std::pair<const char *, QString RepositoryEntry::*> kRepositoryParts[] = {
    {"id", &RepositoryEntry::id}, {"name", &RepositoryEntry::name}, {"url", &RepositoryEntry::url},
    {"region", &RepositoryEntry::region}, {"host", &RepositoryEntry::host},
    {"host_key_file", &RepositoryEntry::hostKeyFile},
    {"host_environment_file", &RepositoryEntry::hostEnvironmentFile}};

Field repositoriesField()
{
    return {"repositories",
        [](const Preferences &p) {
            json::Value list = json::Value::array();
            for (const RepositoryEntry &entry : p.repositories) {
                json::Value object = json::Value::object();
                for (const auto &[key, member] : kRepositoryParts) {
                    object[key] = json::fromQString(entry.*member);
                }
                list.push_back(object);
            }
            return list;
        },
        [](Preferences &p, const json::Value &object) {
            const json::Value *list = json::array(object, "repositories");
            if (list == nullptr) {
                return;
            }
            p.repositories.clear();
            for (const json::Value &row : *list) {
                RepositoryEntry entry;
                for (const auto &[key, member] : kRepositoryParts) {
                    entry.*member = json::string(row, key).value_or(QString());
                }
                if (!entry.id.isEmpty()) {
                    p.repositories.append(entry);
                }
            }
        }};
}

Field appearanceField()
{
    static const QStringList names{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    return {"appearance",
        [](const Preferences &p) { return json::fromQString(names.at(static_cast<int>(p.appearance))); },
        [](Preferences &p, const json::Value &object) {
            const auto index = names.indexOf(json::string(object, "appearance").value_or(QString()));
            if (index >= 0) {
                p.appearance = static_cast<Appearance>(index);
            }
        }};
}

Field providerField()
{
    return {"provider", [](const Preferences &p) { return json::fromQString(p.provider); },
        [](Preferences &p, const json::Value &object) {
            const QString word = json::string(object, "provider").value_or(QString());
            if (word == QLatin1String("vast") || word == QLatin1String("runpod")) {
                p.provider = word;
            }
        }};
}

const std::vector<Field> &fields()
{
    using P = Preferences;
    static const std::vector<Field> table{
        appearanceField(),
        providerField(),
        textField("language", &P::language),
        textField("ssh_key_file", &P::sshKeyFile),
        textField("repository_url", &P::repositoryUrl),
        textField("repository_host", &P::repositoryHost),
        repositoriesField(),
        textField("repository_id", &P::repositoryId),
        textField("terminal", &P::terminal),
        textField("query", &P::query),
        intField("search_limit", &P::searchLimit, 1, 2000),
        textField("image", &P::image),
        realField("disk_gb", &P::diskGb, 1, 10'000),
        listField("critical", &P::critical),
        textField("target", &P::target),
        intField("wave_size", &P::waveSize, 1, 20),
        intField("wave_delay_seconds", &P::waveDelaySeconds, 1, 600),
        intField("max_waves", &P::maxWaves, 1, 10),
        realField("max_hourly_dollars", &P::maxHourlyDollars, 0, 10'000),
        realField("max_cost_dollars", &P::maxCostDollars, 0, 10'000),
        realField("max_day_dollars", &P::maxDayDollars, 0, 10'000),
        intField("max_machines", &P::maxMachines, 0, 10'000),
        textField("team_memory_url", &P::teamMemoryUrl),
        flagField("notifications", &P::notifications),
        flagField("bulk_calls", &P::bulkCalls),
        flagField("adaptive_waves", &P::adaptiveWaves),
        intField("connections", &P::connections, 0, 256),
        textField("window_geometry", &P::windowGeometry),
        flagField("interruptible", &P::interruptible),
        realField("bid_margin_percent", &P::bidMarginPercent, 0, 1000),
        realField("bid_dollars", &P::bidDollars, 0, 128),
        searchesField("saved_searches", &P::savedSearches),
        searchesField("recent_searches", &P::recentSearches),
        listField("offers_columns", &P::offersColumns),
        textField("offers_sort", &P::offersSort),
        textField("offers_details", &P::offersDetails),
        textField("hosts_header", &P::hostsHeader),
        intField("hosts_group_by", &P::hostsGroupBy, 0, 6), // GroupBy
        intField("hosts_period_days", &P::hostsPeriodDays, 0, 3650),
        intField("hosts_picture", &P::hostsPicture, 0, 3),
    };
    return table;
}

bool carriesPassword(const QString &repositoryUrl)
{
    // restic writes "rest:https://user:password@host/"; the scheme before the address is not part of the URL.
    const qsizetype start = repositoryUrl.indexOf(QStringLiteral("://"));
    if (start < 0) {
        return false;
    }
    const QUrl url(QStringLiteral("https") + repositoryUrl.mid(start));
    return !url.password().isEmpty();
}

} // namespace

SettingsStore::SettingsStore(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_unknown("{}")
{
    load();
}

QStringList SettingsStore::keys()
{
    QStringList keys;
    for (const Field &field : fields()) {
        keys.append(QString::fromLatin1(field.key));
    }
    return keys;
}

void SettingsStore::load()
{
    QFile file(m_file);
    if (!file.exists()) {
        return;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        m_warning = tr("The settings in %1 cannot be read (%2); the defaults are used.")
                        .arg(m_file, file.errorString());
        return;
    }
    const Result<json::Value> parsed = json::parse(file.readAll(), {1024 * 1024, 16});
    file.close();
    if (!parsed || !parsed->is_object()) {
        const QString aside = m_file + QStringLiteral(".damaged");
        QFile::remove(aside);
        QFile::rename(m_file, aside);
        m_warning = tr("The settings file was damaged; it is now %1 and the defaults are used.").arg(aside);
        return;
    }
    json::Value unknown = *parsed;
    for (const Field &field : fields()) {
        field.read(m_values, *parsed);
        unknown.erase(field.key);
    }
    m_unknown = json::dump(unknown);
}

Result<Done> SettingsStore::set(const Preferences &values)
{
    if (values == m_values) {
        return Done{};
    }
    const bool inEntry = std::any_of(values.repositories.cbegin(), values.repositories.cend(),
        [](const RepositoryEntry &entry) { return carriesPassword(entry.url); });
    if (inEntry || carriesPassword(values.repositoryUrl)) {
        return fail(ErrorCategory::InvalidInput,
            tr("The repository address holds a password, and settings never do: "
               "take it out and set RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD instead."));
    }
    if (carriesPassword(values.teamMemoryUrl)) {
        return fail(ErrorCategory::InvalidInput,
            tr("The address of the shared host memory holds a password, and settings never do: take it out; "
               "it has a "
               "field of its own."));
    }
    const Preferences before = std::exchange(m_values, values);
    if (const auto saved = save(); !saved) {
        m_values = before;
        return saved;
    }
    Q_EMIT changed();
    return Done{};
}

Result<Done> SettingsStore::save() const
{
    json::Value object = json::parse(m_unknown).value_or(json::Value::object());
    for (const Field &field : fields()) {
        object[field.key] = field.write(m_values);
    }
    QSaveFile file(m_file);
    const QByteArray text = json::dump(object, 2) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        return fail(ErrorCategory::Internal,
            tr("The settings could not be written to %1: %2.").arg(m_file, file.errorString()));
    }
    QFile::setPermissions(m_file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return Done{};
}

} // namespace snapgpu
