// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_columns.h"

#include "services/metrics/columns_file.h"

#include <QFile>
#include <QSaveFile>

namespace snapgpu {

namespace {

constexpr std::uint64_t kMagic = 0x31'4E'4D'43'55'50'47'53; // "SGPUCMN1"; other byte order, other number
constexpr std::uint32_t kVersion = 1; ///< whatever changes below, or in what is counted, changes it

/** Finds what a broken disk or a torn write did; fast, since it runs at every start. */
std::uint64_t checksum(const char *data, std::size_t size)
{
    std::uint64_t sum = 0x9E3779B97F4A7C15ULL ^ size;
    for (; size >= sizeof(std::uint64_t); data += sizeof(std::uint64_t), size -= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, data, sizeof word);
        sum = std::rotl((sum ^ word) * 0xD6E8FEB86659FD93ULL, 29);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, data, size);
    return (sum ^ rest) * 0xD6E8FEB86659FD93ULL;
}

void put(ColumnsOut &out, const HostKey &key)
{
    out.put(key.provider);
    out.put(key.machineId);
}
void put(ColumnsOut &out, const QString &text) { out.put(text); }
void get(ColumnsIn &in, HostKey *key)
{
    key->provider = in.text();
    key->machineId = in.get<qint64>();
}
void get(ColumnsIn &in, QString *text) { *text = in.text(); }

template <typename Key> void put(ColumnsOut &out, const Dictionary<Key> &words)
{
    out.put(static_cast<std::uint64_t>(words.size()));
    for (std::uint32_t id = 0; id < words.size(); ++id) {
        put(out, words.at(id));
        out.put(words.count(id));
    }
}

template <typename Key> void get(ColumnsIn &in, Dictionary<Key> *words)
{
    const std::uint64_t size = in.count(sizeof(qint64));
    for (std::uint64_t id = 0; id < size && in.isGood(); ++id) {
        Key key;
        get(in, &key);
        words->append(key, in.get<qint64>());
    }
}

template <typename Key, PlainValue T> void put(ColumnsOut &out, const QHash<Key, T> &map)
{
    out.put(static_cast<std::uint64_t>(map.size()));
    for (const auto &[key, value] : map.asKeyValueRange()) {
        put(out, key);
        out.put(value);
    }
}

template <typename Key, PlainValue T> void get(ColumnsIn &in, QHash<Key, T> *map)
{
    const std::uint64_t size = in.count(sizeof(T));
    map->reserve(static_cast<qsizetype>(size));
    for (std::uint64_t i = 0; i < size && in.isGood(); ++i) {
        Key key;
        get(in, &key);
        map->insert(key, in.get<T>());
    }
}

void put(ColumnsOut &out, const RaceRecord &race)
{
    out.put(race.raceId);
    out.put(race.provider);
    out.put(race.startedAtMs);
    out.put(race.end);
    out.put(race.elapsedMs);
    out.put(race.winner);
    for (const int number : {race.waves, race.created, race.refused, race.failed}) {
        out.put(number);
    }
    out.put(race.adaptive);
    out.put(race.cost);
}

void get(ColumnsIn &in, RaceRecord *race)
{
    race->raceId = in.text();
    race->provider = in.text();
    race->startedAtMs = in.get<qint64>();
    race->end = in.get<RaceRecord::End>();
    race->elapsedMs = in.get<qint64>();
    race->winner = in.text();
    for (int *number : {&race->waves, &race->created, &race->refused, &race->failed}) {
        *number = in.get<int>();
    }
    race->adaptive = in.get<bool>();
    race->cost = in.get<Money>();
}

} // namespace

/** What fills an AttemptTable and HostBeliefs without going through add() again. */
class ColumnsAccess final
{
public:
    static void save(const AttemptTable &table, ColumnsOut &out)
    {
        each(table, [&](const auto &column) { out.put(column); });
        put(out, table.m_providers);
        put(out, table.m_gpus);
        put(out, table.m_places);
        put(out, table.m_images);
        put(out, table.m_machines);
        put(out, table.m_owners);
        out.put(static_cast<std::uint64_t>(table.m_facts.size()));
        for (const auto &facts : table.m_facts) {
            out.put(facts.ownerId);
            out.put(facts.gpu);
            out.put(facts.place);
            out.put(facts.gpuChanges);
            out.put(facts.lastSeenMs);
            out.put(facts.restoreBytes);
            out.put(facts.restoreSeconds);
        }
        std::vector<std::uint32_t> order; // of the attempts, machine by machine, ascending
        order.reserve(table.m_started.size());
        for (const auto &attempts : table.m_attemptsOf) {
            for (const auto &one : attempts.all) {
                order.push_back(one.index);
            }
        }
        out.put(order);
        out.put(static_cast<std::uint64_t>(table.m_races.size()));
        for (const auto &race : table.m_races) {
            put(out, race.record);
            out.put(race.recorded);
            out.put(race.firstNumber);
            out.put(race.firstSeconds);
            out.put(race.firstCreateSeconds);
            out.put(race.firstOutcome);
            out.put(race.winnerCost);
        }
        for (const auto &[id, place] :
            table.m_raceIds.asKeyValueRange()) { // a race may be known by attempts alone
            out.put(id);
            out.put(place);
        }
        out.put(table.m_restores);
        out.put(table.m_gpuChanges);
    }

    static void load(ColumnsIn &in, AttemptTable *table)
    {
        each(*table, [&](auto &column) { in.get(&column); });
        get(in, &table->m_providers);
        get(in, &table->m_gpus);
        get(in, &table->m_places);
        get(in, &table->m_images);
        get(in, &table->m_machines);
        get(in, &table->m_owners);
        if (!fits(*table)) {
            in.refuse();
        }
        loadMachines(in, table);
        loadRaces(in, table);
        table->m_restores = in.get<qint64>();
        table->m_gpuChanges = in.get<qint64>();
    }

    static void save(const HostBeliefs &beliefs, ColumnsOut &out)
    {
        out.put(beliefs.m_settings);
        out.put(beliefs.m_deviation);
        out.put(beliefs.m_freedom);
        out.put(beliefs.m_attempts);
        out.put(beliefs.m_epochMs);
        out.put(beliefs.m_all);
        put(out, beliefs.m_gpus);
        put(out, beliefs.m_owners);
        put(out, beliefs.m_machines);
        put(out, beliefs.m_troubles);
        put(out, beliefs.m_spreads);
    }

    static void load(ColumnsIn &in, HostBeliefs *beliefs)
    {
        const auto settings = in.get<BeliefSettings>();
        if (!(settings == beliefs->m_settings)) {
            in.refuse(); // sums of another half-life
        }
        beliefs->m_deviation = in.get<double>();
        beliefs->m_freedom = in.get<double>();
        beliefs->m_attempts = in.get<qint64>();
        beliefs->m_epochMs = in.get<qint64>();
        beliefs->m_all = in.get<Evidence>();
        get(in, &beliefs->m_gpus);
        get(in, &beliefs->m_owners);
        get(in, &beliefs->m_machines);
        get(in, &beliefs->m_troubles);
        get(in, &beliefs->m_spreads);
    }

private:
    template <typename Table, typename F> static void each(Table &table, F visit)
    {
        visit(table.m_started);
        visit(table.m_observed);
        visit(table.m_outcome);
        visit(table.m_failure);
        for (auto &stage : table.m_stage) {
            visit(stage);
        }
        visit(table.m_provider);
        visit(table.m_gpu);
        visit(table.m_place);
        visit(table.m_image);
        visit(table.m_machine);
        visit(table.m_owner);
    }

    /** Every column has the same length and no number points beyond its dictionary. */
    static bool fits(const AttemptTable &table)
    {
        const std::size_t size = table.m_started.size();
        bool good = true;
        each(table, [&](const auto &column) { good = good && column.size() == size; });
        const auto below = [](const std::vector<std::uint32_t> &ids, std::uint32_t limit) {
            return std::all_of(ids.cbegin(), ids.cend(), [limit](std::uint32_t id) { return id < limit; });
        };
        return good && below(table.m_provider, table.m_providers.size())
            && below(table.m_gpu, table.m_gpus.size()) && below(table.m_place, table.m_places.size())
            && below(table.m_image, table.m_images.size()) && below(table.m_machine, table.m_machines.size())
            && below(table.m_owner, table.m_owners.size());
    }

    static void loadMachines(ColumnsIn &in, AttemptTable *table)
    {
        const std::uint64_t machines = in.count(sizeof(qint64));
        if (!in.isGood() || machines != table->m_machines.size()) {
            return in.refuse();
        }
        for (std::uint32_t id = 0; id < machines; ++id) {
            AttemptTable::MachineFacts facts;
            facts.key = table->m_machines.at(id);
            facts.ownerId = in.get<qint64>();
            facts.gpu = in.get<std::uint32_t>();
            facts.place = in.get<std::uint32_t>();
            facts.gpuChanges = in.get<int>();
            facts.lastSeenMs = in.get<qint64>();
            facts.restoreBytes = in.get<double>();
            facts.restoreSeconds = in.get<double>();
            if (facts.gpu >= table->m_gpus.size() || facts.place >= table->m_places.size()) {
                return in.refuse();
            }
            table->m_facts.push_back(facts);
        }
        std::vector<std::uint32_t> order;
        in.get(&order);
        if (!in.isGood() || order.size() != table->m_started.size()) {
            return in.refuse();
        }
        table->m_attemptsOf.resize(machines);
        for (std::uint32_t id = 0; id < machines; ++id) {
            table->m_attemptsOf[id].all.reserve(static_cast<std::size_t>(table->m_machines.count(id)));
        }
        for (const std::uint32_t i : order) {
            if (i >= order.size()) {
                return in.refuse();
            }
            auto &attempts = table->m_attemptsOf[table->m_machine[i]];
            attempts.all.push_back({table->m_started[i], table->m_observed[i], i, table->m_outcome[i]});
            attempts.sorted = attempts.all.size(); // they were written in order
        }
    }

    static void loadRaces(ColumnsIn &in, AttemptTable *table)
    {
        const std::uint64_t races = in.count(sizeof(qint64));
        table->m_races.reserve(static_cast<qsizetype>(races));
        for (std::uint64_t i = 0; i < races && in.isGood(); ++i) {
            AttemptTable::RaceFacts race;
            get(in, &race.record);
            race.recorded = in.get<bool>();
            race.firstNumber = in.get<int>();
            race.firstSeconds = in.get<double>();
            race.firstCreateSeconds = in.get<double>();
            race.firstOutcome = in.get<AttemptOutcome>();
            race.winnerCost = in.get<Money>();
            table->m_races.append(race);
        }
        table->m_raceIds.reserve(static_cast<qsizetype>(races));
        for (std::uint64_t i = 0; i < races && in.isGood(); ++i) {
            const QString id = in.text();
            const auto place = in.get<qsizetype>();
            if (place < 0 || place >= table->m_races.size()) {
                return in.refuse();
            }
            table->m_raceIds.insert(id, place);
        }
    }
};

namespace metrics {

QString columnsFile(const QString &databaseFile) { return databaseFile + QStringLiteral(".columns"); }

Result<Done> writeColumns(
    const QString &file, const ColumnsState &state, const AttemptTable &table, const HostBeliefs &beliefs)
{
    ColumnsOut out;
    out.reserve(table.size() * 70 + (1 << 20));
    out.put(state.cursor.attempt);
    out.put(state.cursor.race);
    out.put(state.cursor.restore);
    out.put(state.cursor.generation);
    out.put(state.lastLabel);
    out.put(state.attempts);
    out.put(state.restores);
    out.put(state.negative);
    out.put(state.unreadable);
    ColumnsAccess::save(table, out);
    ColumnsAccess::save(beliefs, out);
    ColumnsOut head;
    head.put(kMagic);
    head.put(kVersion);
    head.put(checksum(out.bytes().constData(), static_cast<std::size_t>(out.bytes().size())));
    QSaveFile save(file);
    const bool written = save.open(QIODevice::WriteOnly) && save.write(head.bytes()) == head.bytes().size()
        && save.write(out.bytes()) == out.bytes().size() && save.commit();
    if (!written) {
        return fail(ErrorCategory::DiskFull, QStringLiteral("no columns written: ") + save.errorString());
    }
    return Done{};
}

bool readColumns(const QString &file, ColumnsState *state, AttemptTable *table, HostBeliefs *beliefs)
{
    QFile in(file);
    constexpr qint64 kHead = sizeof kMagic + sizeof kVersion + sizeof(std::uint64_t);
    if (!in.open(QIODevice::ReadOnly) || in.size() < kHead) {
        return false;
    }
    const auto *bytes = reinterpret_cast<const char *>(in.map(0, in.size()));
    if (!bytes) {
        return false;
    }
    ColumnsIn head(bytes, static_cast<std::size_t>(kHead));
    const bool known = head.get<std::uint64_t>() == kMagic && head.get<std::uint32_t>() == kVersion;
    const auto size = static_cast<std::size_t>(in.size() - kHead);
    if (!known || head.get<std::uint64_t>() != checksum(bytes + kHead, size)) {
        return false;
    }
    ColumnsIn body(bytes + kHead, size);
    ColumnsState found;
    AttemptTable columns;
    HostBeliefs learned;
    found.cursor.attempt = body.get<qint64>();
    found.cursor.race = body.get<qint64>();
    found.cursor.restore = body.get<qint64>();
    found.cursor.generation = body.text();
    found.lastLabel = body.text();
    body.get(&found.attempts);
    body.get(&found.restores);
    found.negative = body.get<qint64>();
    found.unreadable = body.get<qint64>();
    ColumnsAccess::load(body, &columns);
    if (body.isGood()) {
        ColumnsAccess::load(body, &learned);
    }
    if (!body.isAtEnd()) {
        return false;
    }
    *state = std::move(found);
    *table = std::move(columns);
    *beliefs = std::move(learned);
    return true;
}

} // namespace metrics

} // namespace snapgpu
