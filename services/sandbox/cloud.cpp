// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/cloud.h"

#include "services/sandbox/offers.h"

#include <algorithm>

namespace snapgpu::sandbox {

namespace {

constexpr qint64 kFirstContract = 47'310'022;
constexpr qint64 kFirstAsk = 41'872'201;
constexpr double kHoursPerMonth = 720;
constexpr double kFixedStorageDollars = 0.10; // $/GB/month where prices are fixed
constexpr double kSmallestBid = 0.001;
constexpr double kLargestBid = 128;
constexpr qsizetype kLongestLabel = 1024;

/** Sizes in which a machine is sold: powers of two, and the whole of it. */
QVector<int> sliceSizes(int gpus)
{
    QVector<int> sizes;
    for (int size = 1; size < gpus; size *= 2) {
        sizes.push_back(size);
    }
    sizes.push_back(gpus);
    return sizes;
}

tl::unexpected<Refusal> refuse(int http, const char *error, const QString &message)
{
    return tl::unexpected(Refusal{http, QString::fromLatin1(error), message, 0, 0});
}

} // namespace

SandboxCloud::SandboxCloud(CloudState state, Faults faults, CloudSources sources)
    : m_state(std::move(state))
    , m_fleet(makeFleet(m_state.seed, static_cast<double>(m_state.epochMs) / 1000))
    , m_faults(std::move(faults))
    , m_sources(std::move(sources))
{
    if (m_state.asks.isEmpty()) {
        for (const FleetMachine &machine : m_fleet.machines) {
            refreshAsks(machine.machineId);
        }
    }
}

CloudState SandboxCloud::firstDay(quint64 seed, qint64 epochMs, const QString &accountKey)
{
    CloudState state;
    state.seed = seed;
    state.epochMs = epochMs;
    state.nowMs = epochMs;
    state.accountKey = accountKey;
    state.deposited = Money::fromDollars(100);
    state.nextContract = kFirstContract;
    state.nextAsk = kFirstAsk;
    return state;
}

QVector<MachineCommand> SandboxCloud::takeCommands() { return std::exchange(m_commands, {}); }

void SandboxCloud::bootAgain()
{
    for (Contract &contract : m_state.contracts) {
        if (contract.isAlive() && contract.machineUp) {
            contract.sshUp = false;
            m_commands.push_back({MachineAction::Boot, contract.id});
        }
    }
}

const Contract *SandboxCloud::contract(qint64 contractId) const
{
    const auto it = m_state.contracts.constFind(contractId);
    return it == m_state.contracts.cend() ? nullptr : &*it;
}

const Contract *SandboxCloud::visible(qint64 contractId) const
{
    const Contract *found = contract(contractId);
    return found != nullptr && !found->gone && found->visibleMs <= m_state.nowMs ? found : nullptr;
}

QVector<const Contract *> SandboxCloud::visibleContracts() const
{
    QVector<const Contract *> rows;
    for (const Contract &contract : m_state.contracts) {
        if (!contract.gone && contract.visibleMs <= m_state.nowMs) {
            rows.push_back(&contract);
        }
    }
    return rows;
}

int SandboxCloud::aliveCount() const
{
    return static_cast<int>(std::count_if(m_state.contracts.begin(), m_state.contracts.end(),
        [](const Contract &contract) { return contract.isAlive(); }));
}

Money SandboxCloud::credit() const
{
    Money left = m_state.deposited - m_state.spentClosed;
    for (const Contract &contract : m_state.contracts) {
        if (contract.isAlive()) {
            left = left - contract.cost();
        }
    }
    return left;
}

void SandboxCloud::setCredit(Money credit) { m_state.deposited += credit - this->credit(); }

QStringList SandboxCloud::authorizedKeys(const Contract &contract) const
{
    QStringList keys;
    for (const StoredKey &key : contract.keys) {
        keys << key.text;
    }
    return keys;
}

Rng SandboxCloud::contractRng(const Contract &contract, quint64 purpose) const
{
    // Counted from the first contract, so that equal seeds give equal histories.
    return Rng(mixSeed(mixSeed(m_state.seed, static_cast<quint64>(contract.id - kFirstContract)), purpose));
}

bool SandboxCloud::imageCached(qint64 machineId, const QString &image) const
{
    if (m_state.cachedImages.value(machineId).contains(image)) {
        return true;
    }
    constexpr double kCachedShare = 0.35;
    const quint64 place = mixSeed(m_state.seed, static_cast<quint64>(machineId));
    return Rng(mixSeed(place, stableHash(image.toUtf8()))).chance(kCachedShare);
}

int SandboxCloud::freeGpus(const FleetMachine &machine) const
{
    int taken = machine.takenGpus;
    for (const Contract &contract : m_state.contracts) {
        if (contract.machineId == machine.machineId && contract.isAlive() && contract.holdsGpus) {
            taken += contract.numGpus;
        }
    }
    return std::max(0, machine.totalGpus - taken);
}

void SandboxCloud::refreshAsks(qint64 machineId)
{
    const FleetMachine *machine = m_fleet.machine(machineId);
    const int available = machine == nullptr ? 0 : freeGpus(*machine);
    m_state.asks.erase(
        std::remove_if(m_state.asks.begin(), m_state.asks.end(),
            [&](const Ask &ask) { return ask.machineId == machineId && ask.numGpus > available; }),
        m_state.asks.end());
    if (machine == nullptr) {
        return;
    }
    for (const int size : sliceSizes(machine->totalGpus)) {
        const bool listed = std::any_of(m_state.asks.cbegin(), m_state.asks.cend(),
            [&](const Ask &ask) { return ask.machineId == machineId && ask.numGpus == size; });
        if (size <= available && !listed) {
            m_state.asks.push_back({m_state.nextAsk++, machineId, size, true});
        }
    }
}

Refusal SandboxCloud::offerGone(qint64 askId, bool known)
{
    // The same fact comes in three dresses (reference, 3.4).
    const int dress = known ? Rng(mixSeed(m_state.seed, static_cast<quint64>(askId))).below(3) : 0;
    if (dress == 2) {
        return {410, QStringLiteral("no_such_ask"),
            QStringLiteral("error 410/3907: no_such_ask  Instance type %1 is no longer available.")
                .arg(askId),
            0, 0};
    }
    return {dress == 0 ? 400 : 404, QStringLiteral("invalid_args"),
        QStringLiteral("error 404/3603: no_such_ask  Instance type by id %1 is not available.").arg(askId), 0,
        askId};
}

Answer<qint64> SandboxCloud::checkCreate(qint64 askId, const CreateArgs &args)
{
    if (m_faults.hit(Fault::NoCredit) || credit() <= Money()) {
        return refuse(
            400, "insufficient_credit", QStringLiteral("Your account lacks credit; see the billing page."));
    }
    if (args.bidDollars && !(*args.bidDollars >= kSmallestBid && *args.bidDollars <= kLargestBid)) {
        return refuse(
            400, "invalid_price", QStringLiteral("error 400/3521: price must be between 0.001 and 128"));
    }
    const auto ask = std::find_if(
        m_state.asks.cbegin(), m_state.asks.cend(), [askId](const Ask &a) { return a.id == askId; });
    if (ask == m_state.asks.cend()) {
        const bool sold = std::any_of(m_state.contracts.cbegin(), m_state.contracts.cend(),
            [askId](const Contract &c) { return c.askId == askId; });
        if (sold) {
            return refuse(410, "no_such_ask",
                QStringLiteral("error 410/3907: no_such_ask  Instance type %1 is no longer available.")
                    .arg(askId));
        }
        return tl::unexpected(offerGone(askId, false));
    }
    if (m_faults.hit(Fault::RefuseAll) || m_faults.hit(Fault::Refuse)) {
        return tl::unexpected(offerGone(askId, true));
    }
    return ask - m_state.asks.cbegin();
}

Contract &SandboxCloud::openContract(const Ask &ask, const FleetMachine &machine, const CreateArgs &args)
{
    Contract contract;
    contract.id = m_state.nextContract++;
    contract.askId = ask.id;
    contract.machineId = ask.machineId;
    contract.numGpus = ask.numGpus;
    contract.args = args;
    contract.instanceKey = m_sources.newKey();
    contract.jupyterToken = m_sources.newKey();
    contract.sshPort = m_sources.newPort();
    const double dollars =
        args.fixedDollars.value_or(args.bidDollars.value_or(askDollars(machine, ask.numGpus)));
    const double storage = args.fixedDollars ? kFixedStorageDollars : machine.storageDollars;
    contract.gpuHourly = Money::fromDollars(dollars);
    contract.storageHourly = Money::fromDollars(storage * args.diskGb / kHoursPerMonth);
    contract.intendedStatus = contract.curState = contract.nextState = QStringLiteral("running");
    contract.createdMs = contract.accruedToMs = contract.planStartMs = m_state.nowMs;
    const qint64 lag = m_faults.isSet(Fault::LateList)
        ? m_faults.milliseconds(Fault::LateList)
        : static_cast<qint64>(contractRng(contract, 1).between(0, 1500));
    contract.visibleMs = m_state.nowMs + lag;
    for (const StoredKey &key : m_state.accountKeys) {
        contract.keys.push_back({m_state.nextKey++, key.text, m_state.nowMs});
    }
    return *m_state.contracts.insert(contract.id, contract);
}

void SandboxCloud::planBoot(Contract &contract, const FleetMachine &machine)
{
    const QString &runtype = contract.args.runtype;
    BootCircumstances c;
    c.image = contract.args.image;
    c.cached = imageCached(machine.machineId, c.image);
    c.misfortune = machine.misfortune();
    c.interruptible = contract.args.bidDollars.has_value();
    c.withSsh = runtype.isEmpty() || runtype.contains(QLatin1String("ssh"))
        || runtype.contains(QLatin1String("jupyter"));
    contract.plan = makeBootPlan(contractRng(contract, 2), c, m_faults);
}

Answer<qint64> SandboxCloud::create(qint64 askId, const CreateArgs &args, qint64 nowMs)
{
    step(nowMs);
    const auto index = checkCreate(askId, args);
    if (!index) {
        return tl::unexpected(index.error());
    }
    const Ask ask = m_state.asks.takeAt(*index);
    const FleetMachine &machine = *m_fleet.machine(ask.machineId);
    Contract &contract = openContract(ask, machine, args);
    planBoot(contract, machine);
    const bool tooLow = args.bidDollars && *args.bidDollars < askMinBid(machine, ask.numGpus);
    const bool broken = m_faults.hit(Fault::NewContractOnError);
    if (args.stopped || tooLow || broken) {
        stopNow(contract, m_state.nowMs);
    }
    refreshAsks(ask.machineId);
    if (tooLow || broken) {
        if (tooLow && args.cancelUnavail) {
            close(contract, m_state.nowMs);
            contract.gone = true;
            return refuse(400, "invalid_price", QStringLiteral("error 400/3521: bid is below the minimum"));
        }
        return tl::unexpected(Refusal{tooLow ? 400 : 200, QStringLiteral("invalid_price"),
            QStringLiteral("error 400/3589: instance created but could not be started"), contract.id, 0});
    }
    return contract.id;
}

Answer<Contract *> SandboxCloud::changeable(qint64 contractId)
{
    const auto it = m_state.contracts.find(contractId);
    if (it == m_state.contracts.end() || it->closed) {
        return refuse(404, "no_such_instance", QStringLiteral("Instance %1 not found.").arg(contractId));
    }
    return &*it;
}

Answer<Done> SandboxCloud::setLabel(qint64 contractId, const QString &label)
{
    if (label.size() > kLongestLabel) {
        return refuse(400, "label_too_long", QStringLiteral("label must be at most 1024 characters"));
    }
    return changeable(contractId).map([&](Contract *contract) {
        contract->args.label = label;
        contract->args.hasLabel = true;
        return Done{};
    });
}

Answer<Done> SandboxCloud::setBid(qint64 contractId, double dollars)
{
    if (!(dollars >= kSmallestBid && dollars <= kLargestBid)) {
        return refuse(400, "invalid_price", QStringLiteral("price must be between 0.001 and 128"));
    }
    auto contract = changeable(contractId);
    if (!contract) {
        return tl::unexpected(contract.error());
    }
    if (!(*contract)->args.bidDollars) {
        return refuse(
            400, "invalid_args", QStringLiteral("Instance %1 is not interruptible.").arg(contractId));
    }
    accrue(**contract, m_state.nowMs);
    // Milliseconds billed so far keep their old price.
    (*contract)->earlierCost = (*contract)->cost();
    (*contract)->gpuMs = (*contract)->storageMs = 0;
    (*contract)->args.bidDollars = dollars;
    (*contract)->gpuHourly = Money::fromDollars(dollars);
    return Done{};
}

Answer<Done> SandboxCloud::attachKey(qint64 contractId, const QString &key)
{
    const QString text = key.trimmed();
    if (!text.startsWith(QLatin1String("ssh-")) && !text.startsWith(QLatin1String("ecdsa-"))) {
        return refuse(400, "invalid_args", QStringLiteral("ssh_key is not a valid public key"));
    }
    auto contract = changeable(contractId);
    if (!contract) {
        return tl::unexpected(contract.error());
    }
    auto &keys = (*contract)->keys;
    if (std::any_of(keys.cbegin(), keys.cend(), [&](const StoredKey &k) { return k.text == text; })) {
        return refuse(400, "invalid_args", QStringLiteral("SSH key is already attached to this instance"));
    }
    keys.push_back({m_state.nextKey++, text, m_state.nowMs});
    m_commands.push_back({MachineAction::Keys, contractId});
    return Done{};
}

Answer<Done> SandboxCloud::detachKey(qint64 contractId, qint64 keyId)
{
    auto contract = changeable(contractId);
    if (!contract) {
        return tl::unexpected(contract.error());
    }
    auto &keys = (*contract)->keys;
    const auto it = std::find_if(keys.begin(), keys.end(), [&](const StoredKey &k) { return k.id == keyId; });
    if (it == keys.end()) {
        return refuse(404, "not_found", QStringLiteral("SSH key not found on this instance"));
    }
    keys.erase(it);
    m_commands.push_back({MachineAction::Keys, contractId});
    return Done{};
}

Answer<StoredKey> SandboxCloud::addAccountKey(const QString &key)
{
    const QString text = key.trimmed();
    if (text.isEmpty()) {
        return refuse(400, "no_ssh_key", QStringLiteral("ssh_key is required"));
    }
    for (const StoredKey &known : std::as_const(m_state.accountKeys)) {
        if (known.text == text) {
            return refuse(400, "invalid_args", QStringLiteral("duplicate ssh_key: this key exists already"));
        }
    }
    m_state.accountKeys.push_back({m_state.nextKey++, text, m_state.nowMs});
    return m_state.accountKeys.last();
}

Answer<Done> SandboxCloud::removeAccountKey(qint64 keyId)
{
    auto &keys = m_state.accountKeys;
    const auto it = std::find_if(keys.begin(), keys.end(), [&](const StoredKey &k) { return k.id == keyId; });
    if (it == keys.end()) {
        return refuse(400, "no_ssh_key", QStringLiteral("No SSH key with id %1").arg(keyId));
    }
    keys.erase(it);
    return Done{};
}

} // namespace snapgpu::sandbox
