// SPDX-License-Identifier: GPL-3.0-or-later
// Account, SSH keys, money, and the endpoints of tests (reference, 5.7, 5.8 and 6).
#include "services/sandbox/vast_api_call.h"

#include <QDateTime>

namespace snapgpu::sandbox {

namespace {

using Value = nlohmann::json;

constexpr qint64 kUserId = 90210;

Value keyRow(const StoredKey &key)
{
    const std::string added =
        QDateTime::fromMSecsSinceEpoch(key.addedMs, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    return {{"id", key.id}, {"user_id", kUserId}, {"key", json::fromQString(key.text)},
        {"public_key", json::fromQString(key.text)}, {"created_at", added}, {"deleted_at", nullptr}};
}

QString statusWord(const Contract &c)
{
    if (c.gone) {
        return QStringLiteral("gone");
    }
    if (c.closed) {
        return QStringLiteral("destroying");
    }
    return c.actualStatus.isEmpty() ? QStringLiteral("provisioning") : c.actualStatus;
}

Value bookRow(const Contract &c, const Fleet &fleet)
{
    return {{"id", c.id}, {"label", json::fromQString(c.args.label)}, {"ask_id", c.askId},
        {"machine_id", c.machineId}, {"gpu_name", fleet.machine(c.machineId)->gpu->name},
        {"status", json::fromQString(statusWord(c))},
        {"intended_status", json::fromQString(c.intendedStatus)}, {"fate", json::fromQString(c.plan.fate)},
        {"alive", c.isAlive()}, {"billing_gpu", c.gpuOn}, {"ever_ran", c.everRan}, {"ssh_up", c.sshUp},
        {"ssh_port", c.sshPort}, {"created_ms", c.createdMs},
        {"destroyed_ms", c.closed ? Value(c.closedMs) : Value()}, {"gpu_ms", c.gpuMs},
        {"storage_ms", c.storageMs}, {"cost_micros", c.cost().micros()}};
}

Value invoiceRow(const Contract &c)
{
    const auto line = [](const char *kind, qint64 ms, Money hourly) {
        return Value{{"type", kind}, {"quantity", static_cast<double>(ms) / 3'600'000.0},
            {"rate", hourly.dollars()}, {"amount", hourly.forMilliseconds(ms).dollars()}};
    };
    return {{"type", "instance"}, {"source", "instance-" + std::to_string(c.id)},
        {"description", "Instance " + std::to_string(c.id) + " GPU and storage charges"},
        {"amount", c.cost().dollars()}, {"start", static_cast<double>(c.createdMs) / 1000},
        {"end", static_cast<double>(c.closed ? c.closedMs : c.accruedToMs) / 1000},
        {"items",
            Value::array(
                {line("gpu", c.gpuMs, c.gpuHourly), line("storage", c.storageMs, c.storageHourly)})}};
}

Value invoiceRows(const CloudState &state)
{
    Value rows = Value::array();
    for (const Contract &contract : state.contracts) {
        rows.push_back(invoiceRow(contract));
    }
    return rows;
}

} // namespace

HttpAnswer VastApi::currentUser(Call &)
{
    const double credit = m_cloud->faults().hit(Fault::NoCredit) ? 0 : m_cloud->credit().dollars();
    const auto &keys = m_cloud->state().accountKeys;
    return answers::ok({{"id", kUserId}, {"key_id", 1}, {"username", "sandbox"}, {"user", "sandbox"},
        {"email", "sandbox@example.com"}, {"fullname", "Sandbox"}, {"email_verified", true},
        {"credit", credit}, {"balance", 0.0}, {"balance_threshold", 0.0},
        {"balance_threshold_enabled", false}, {"billed_expected", 0.0}, {"billed_verified", 0.0},
        {"billing_creditonly", 0}, {"can_pay", true}, {"has_billing", true}, {"has_payout", false},
        {"got_signup_credit", true}, {"last4", nullptr}, {"paid_expected", 0.0}, {"paid_verified", 0.0},
        {"password_resettable", true}, {"paypal_email", nullptr},
        {"ssh_key", keys.isEmpty() ? Value() : json::fromQString(keys.first().text)},
        {"sid", "sandbox-session"}});
}

HttpAnswer VastApi::accountKeys(Call &)
{
    Value rows = Value::array();
    for (const StoredKey &key : m_cloud->state().accountKeys) {
        rows.push_back(keyRow(key));
    }
    if (rows.empty()) {
        return answers::refusal(
            404, QStringLiteral("not_found"), QStringLiteral("No SSH keys found for the user."));
    }
    return answers::ok(rows);
}

HttpAnswer VastApi::addAccountKey(Call &call)
{
    const auto added = m_cloud->addAccountKey(json::string(call.body, "ssh_key").value_or(QString()));
    call.changed = true;
    return added ? answers::ok({{"success", true}, {"key", keyRow(*added)}})
                 : answers::refusal(added.error());
}

HttpAnswer VastApi::removeAccountKey(Call &call)
{
    const auto removed = m_cloud->removeAccountKey(call.ids.value(0));
    call.changed = true;
    return removed ? answers::ok({{"success", true}}) : answers::refusal(removed.error());
}

HttpAnswer VastApi::instanceKeys(Call &call)
{
    const Contract *contract = m_cloud->visible(call.ids.value(0));
    if (contract == nullptr) {
        return answers::refusal(
            404, QStringLiteral("no_such_instance"), QStringLiteral("Instance not found."));
    }
    Value rows = Value::array();
    for (const StoredKey &key : contract->keys) {
        rows.push_back(keyRow(key));
    }
    // The list travels as JSON text inside JSON (reference, 5.7).
    return answers::ok({{"success", true}, {"ssh_keys", json::dump(rows).toStdString()}});
}

HttpAnswer VastApi::attachKey(Call &call)
{
    const auto attached =
        m_cloud->attachKey(call.ids.value(0), json::string(call.body, "ssh_key").value_or(QString()));
    call.changed = true;
    return attached ? answers::ok({{"success", true}, {"msg", "SSH key attached successfully"}})
                    : answers::refusal(attached.error());
}

HttpAnswer VastApi::detachKey(Call &call)
{
    const auto detached = m_cloud->detachKey(call.ids.value(0), call.ids.value(1));
    call.changed = true;
    return detached ? answers::ok({{"success", true}}) : answers::refusal(detached.error());
}

HttpAnswer VastApi::reportMachine(Call &call)
{
    if (m_cloud->fleet().machine(call.ids.value(0)) == nullptr) {
        return answers::refusal(404, QStringLiteral("not_found"), QStringLiteral("No such machine"));
    }
    m_cloud->reportMachine(call.ids.value(0));
    return answers::ok({{"success", true}});
}

HttpAnswer VastApi::machineReports(Call &call)
{
    const int count = m_cloud->state().machineReports.value(call.ids.value(0));
    Value rows = Value::array();
    for (int i = 0; i < count; ++i) {
        rows.push_back({{"machine_id", call.ids.value(0)}, {"problem", "reported"}});
    }
    return answers::ok(rows);
}

HttpAnswer VastApi::charges(Call &)
{
    Value rows = invoiceRows(m_cloud->state());
    const auto count = rows.size();
    return answers::ok({{"success", true}, {"count", count}, {"total", count}, {"next_token", nullptr},
        {"results", std::move(rows)}});
}

HttpAnswer VastApi::invoices(Call &)
{
    Value rows = invoiceRows(m_cloud->state());
    const auto count = rows.size();
    return answers::ok({{"success", true}, {"count", count}, {"total", count}, {"next_token", nullptr},
        {"results", std::move(rows)}});
}

HttpAnswer VastApi::adminPing(Call &) { return answers::ok({{"sandbox", "snapgpu"}}); }

HttpAnswer VastApi::adminState(Call &)
{
    Value rows = Value::array();
    Money total;
    for (const Contract &contract : m_cloud->state().contracts) {
        rows.push_back(bookRow(contract, m_cloud->fleet()));
        total += contract.cost();
    }
    Value struck = Value::object();
    const QMap<QString, qint64> strokes = m_cloud->faults().struck();
    for (auto it = strokes.cbegin(); it != strokes.cend(); ++it) {
        struck[it.key().toStdString()] = it.value();
    }
    return answers::ok({{"now_ms", m_cloud->state().nowMs}, {"faults_struck", std::move(struck)},
        {"alive", m_cloud->aliveCount()}, {"credit_micros", m_cloud->credit().micros()},
        {"cost_micros", total.micros()}, {"faults", json::fromQString(m_cloud->faults().text())},
        {"contracts", std::move(rows)}});
}

HttpAnswer VastApi::adminFaults(Call &)
{
    return answers::ok({{"faults", json::fromQString(m_cloud->faults().text())}});
}

HttpAnswer VastApi::adminSetFaults(Call &call)
{
    auto faults = Faults::parse(json::string(call.body, "faults").value_or(QString()), m_options.seed);
    if (!faults) {
        return answers::refusal(400, QStringLiteral("invalid_args"), faults.error().message);
    }
    faults->countOnFrom(m_cloud->faults());
    m_cloud->setFaults(std::move(*faults));
    return answers::ok({{"success", true}, {"faults", json::fromQString(m_cloud->faults().text())}});
}

HttpAnswer VastApi::adminSetCredit(Call &call)
{
    const auto credit = json::number(call.body, "credit");
    if (!credit) {
        return answers::refusal(
            400, QStringLiteral("invalid_args"), QStringLiteral("credit is required, in dollars"));
    }
    m_cloud->setCredit(Money::fromDollars(*credit));
    call.changed = call.saveFirst = true;
    return answers::ok({{"success", true}, {"credit", m_cloud->credit().dollars()}});
}

HttpAnswer VastApi::adminOutbid(Call &call)
{
    const auto done = m_cloud->outbid(call.ids.value(0), call.nowMs);
    if (!done) {
        return answers::refusal(done.error());
    }
    call.changed = call.saveFirst = true;
    return answers::ok({{"success", true}});
}

HttpAnswer VastApi::adminKill(Call &call)
{
    static const QHash<QString, StepEffect> ways{{QStringLiteral("exited"), StepEffect::Exited},
        {QStringLiteral("offline"), StepEffect::Offline}, {QStringLiteral("vanished"), StepEffect::Vanished}};
    const auto how = ways.constFind(json::trimmed(call.body, "how"));
    if (how == ways.cend()) {
        return answers::refusal(400, QStringLiteral("invalid_args"),
            QStringLiteral("how is required: exited, offline or vanished"));
    }
    const auto done = m_cloud->kill(call.ids.value(0), *how, call.nowMs);
    if (!done) {
        return answers::refusal(done.error());
    }
    call.changed = call.saveFirst = true;
    return answers::ok({{"success", true}});
}

} // namespace snapgpu::sandbox
