// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chip_bar.h"

#include "models/format.h"
#include "ui/check_list.h"
#include "ui/chip_popup.h"
#include "ui/countries.h"
#include "ui/flow_layout.h"
#include "ui/host_edit.h"
#include "ui/place_edit.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QToolButton>

namespace snapgpu {

namespace {

constexpr int kGap = 6;

void showChip(QToolButton *chip, const QString &text, bool active)
{
    if (chip->text() == text && chip->property("active").toBool() == active) {
        return; // a new style for every key would be slow
    }
    chip->setText(text);
    chip->setProperty("active", active);
    setRole(chip, "chip");
    chip->setAccessibleDescription(text);
    chip->updateGeometry();
}

QVector<CheckItem> itemsOf(const QVector<FacetValue> &counts, const QStringList &more)
{
    QVector<CheckItem> items;
    QSet<QString> seen;
    for (const FacetValue &value : counts) {
        items.append({value.value, value.value, {}, value.count});
        seen.insert(value.value);
    }
    for (const QString &value : more) {
        if (!seen.contains(value)) {
            items.append({value, value, {}, 0});
            seen.insert(value);
        }
    }
    return items;
}

} // namespace

ChipBar::ChipBar(const Theme *theme, OfferFacts facts, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_facts(std::move(facts))
    , m_summary(makeLabel({}, "dim", this))
    , m_clear(makeButton(tr("Clear"), "link", this))
{
    auto *layout = new FlowLayout(kGap, this);
    layout->setLastAside(true);
    m_models = addChip("modelChip", tr("GPU"), &ChipBar::openModels);
    m_counts = addChip("countChip", tr("Count"), &ChipBar::openCounts);
    addRangeChip("memoryChip", tr("VRAM"), chips::memoryFields());
    addRangeChip("priceChip", tr("Price"), chips::priceFields());
    m_place = addChip("placeChip", tr("Place"), &ChipBar::openPlaces);
    addRangeChip("reliabilityChip", tr("Reliability"), chips::reliabilityFields());
    addRangeChip("linkChip", tr("Network"), chips::linkFields());
    addRangeChip("diskChip", tr("Disk"), chips::diskFields());
    addRangeChip("cudaChip", tr("CUDA"), chips::cudaFields());
    m_host = addChip("hostChip", tr("Host"), &ChipBar::openHost);
    addRangeChip("portsChip", tr("Ports"), chips::portFields());
    addRangeChip("durationChip", tr("Duration"), chips::durationFields());
    m_priceType = addChip("priceTypeChip", tr("On demand or interruptible"), &ChipBar::openPriceType);
    auto *tail = new QWidget(this); // one piece: neither begins a line without the other
    auto *pair = new QHBoxLayout(tail);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(kGap);
    pair->addWidget(m_summary);
    pair->addWidget(m_clear);
    this->layout()->addWidget(tail);
    m_clear->setAccessibleName(tr("Clear all filters"));
    m_clear->setObjectName(QStringLiteral("clearFiltersButton"));
    connect(m_clear, &QPushButton::clicked, this, [this] { edit(QString()); });
    refresh();
}

void ChipBar::setTools(QWidget *tools)
{
    tools->setParent(this);
    layout()->addWidget(tools);
}

QToolButton *ChipBar::addChip(const char *id, const QString &name, void (ChipBar::*open)(QToolButton *))
{
    auto *chip = new QToolButton(this);
    chip->setObjectName(QString::fromLatin1(id));
    chip->setAccessibleName(name);
    chip->setFocusPolicy(Qt::StrongFocus);
    layout()->addWidget(chip);
    if (open != nullptr) {
        connect(chip, &QToolButton::clicked, this, [this, chip, open] { (this->*open)(chip); });
    }
    return chip;
}

void ChipBar::addRangeChip(const char *id, const QString &name, const QVector<chips::RangeField> &fields)
{
    QToolButton *chip = addChip(id, name, nullptr);
    m_ranges.append({chip, fields});
    connect(chip, &QToolButton::clicked, this, [this, chip, fields] { openRanges(chip, fields); });
}

void ChipBar::setLine(const QString &text, const Query &query)
{
    m_text = text;
    m_query = query;
    refresh();
}

void ChipBar::setBids(bool possible) { m_priceType->setVisible(possible); }

void ChipBar::setInterruptible(bool on)
{
    m_interruptible = on;
    refresh();
}

void ChipBar::edit(const QString &text)
{
    if (text != m_text) {
        Q_EMIT lineEdited(text);
    }
}

ChipPopup *ChipBar::newPopup(QToolButton *chip) { return new ChipPopup(chip->accessibleName(), chip); }

void ChipBar::openRanges(QToolButton *chip, const QVector<chips::RangeField> &fields)
{
    ChipPopup *popup = newPopup(chip);
    QWidget *first = nullptr;
    for (const chips::RangeField &field : fields) {
        auto *editor = new RangeEdit(field.spec, m_theme, popup);
        QVector<double> values = m_facts.numbers(field.field);
        for (double &value : values) {
            value *= field.shown;
        }
        editor->setValues(values);
        editor->setRange(chips::rangeIn(m_query, field));
        connect(editor, &RangeEdit::edited, this,
            [this, field](const Range &range) { edit(chips::withRange(m_text, m_query, field, range)); });
        connect(popup, &ChipPopup::clearRequested, editor, [this, editor, field] {
            editor->setRange({});
            edit(chips::withRange(m_text, m_query, field, {}));
        });
        popup->add(editor);
        first = first == nullptr ? editor->focusTarget() : first;
    }
    popup->openUnderChip(first);
}

void ChipBar::openList(QToolButton *chip, FacetKind kind, const QStringList &usual)
{
    const QString field = facetField(kind);
    ChipPopup *popup = newPopup(chip);
    const chips::Choice choice = chips::choiceIn(m_query, field);
    auto *list = new CheckList(chip->accessibleName(), popup);
    list->setItems(itemsOf(m_facts.counts(m_query, kind), usual + choice.values));
    list->setTicked(QSet<QString>(choice.values.cbegin(), choice.values.cend()), choice.excluding);
    connect(list, &CheckList::changed, this, [this, list, field] {
        edit(chips::withChoice(m_text, field, {list->ticked(), list->isExcluding()}));
    });
    connect(popup, &ChipPopup::clearRequested, list, [this, list, field] {
        list->setTicked({}, false);
        edit(chips::withChoice(m_text, field, {}));
    });
    popup->add(list);
    popup->openUnderChip(list->focusTarget());
}

void ChipBar::openModels(QToolButton *chip)
{
    static const QStringList usual{QStringLiteral("RTX 3090"), QStringLiteral("RTX 4090"),
        QStringLiteral("RTX 5090"), QStringLiteral("A100 SXM4"), QStringLiteral("H100 SXM"),
        QStringLiteral("H200"), QStringLiteral("L40S")};
    openList(chip, FacetKind::GpuName, usual);
}

void ChipBar::openCounts(QToolButton *chip)
{
    openList(chip, FacetKind::NumGpus,
        {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("4"), QStringLiteral("8")});
}

void ChipBar::openPlaces(QToolButton *chip)
{
    const QString field = QStringLiteral("geolocation");
    QVector<PlaceCount> places;
    for (const FacetValue &value : m_facts.counts(m_query, FacetKind::Country)) {
        if (!value.value.isEmpty()) {
            places.append({value.value, value.count});
        }
    }
    ChipPopup *popup = newPopup(chip);
    auto *editor = new PlaceEdit(m_theme, places, chips::choiceIn(m_query, field), popup);
    connect(editor, &PlaceEdit::edited, this,
        [this, field](const chips::Choice &choice) { edit(chips::withChoice(m_text, field, choice)); });
    connect(popup, &ChipPopup::clearRequested, editor, [this, editor, field] {
        editor->setChoice({});
        edit(chips::withChoice(m_text, field, {}));
    });
    popup->add(editor);
    popup->openUnderChip(editor->focusTarget());
}

void ChipBar::openHost(QToolButton *chip)
{
    ChipPopup *popup = newPopup(chip);
    auto *editor = new HostEdit(popup);
    editor->setQuery(m_query);
    connect(editor, &HostEdit::edited, this,
        [this](const QString &field, const QString &state) { edit(chips::withFlag(m_text, field, state)); });
    connect(popup, &ChipPopup::clearRequested, editor, [this, editor] {
        edit(chips::withFlag(chips::withFlag(chips::withFlag(m_text, QStringLiteral("verified"), {}),
                                 QStringLiteral("datacenter"), {}),
            QStringLiteral("static_ip"), {}));
        editor->setQuery(m_query);
    });
    popup->add(editor);
    popup->openUnderChip(editor->focusTarget());
}

void ChipBar::openPriceType(QToolButton *chip)
{
    ChipPopup *popup = newPopup(chip);
    auto *editor = new PriceTypeEdit(popup);
    editor->setInterruptible(m_interruptible);
    connect(editor, &PriceTypeEdit::chosen, this, &ChipBar::interruptibleChosen);
    connect(popup, &ChipPopup::clearRequested, editor, [this, editor] {
        editor->setInterruptible(false);
        Q_EMIT interruptibleChosen(false);
    });
    popup->add(editor);
    popup->openUnderChip(editor->focusTarget());
}

QString ChipBar::hostText() const
{
    QStringList parts;
    const std::optional<bool> verified = chips::flagIn(m_query, QStringLiteral("verified"));
    if (m_query.removedDefaults.contains(QStringLiteral("verified"))) {
        parts.append(tr("All hosts"));
    } else {
        parts.append(verified && !*verified ? tr("Unverified") : tr("Verified"));
    }
    if (chips::flagIn(m_query, QStringLiteral("datacenter")).value_or(false)) {
        parts.append(tr("data center"));
    }
    if (chips::flagIn(m_query, QStringLiteral("static_ip")).value_or(false)) {
        parts.append(tr("static address"));
    }
    return parts.join(QStringLiteral(" · "));
}

QString ChipBar::placeText() const
{
    const chips::Choice choice = chips::choiceIn(m_query, QStringLiteral("geolocation"));
    QStringList values = choice.values;
    if (values.size() > 3) {
        return choice.excluding ? tr("not in %n place(s)", nullptr, static_cast<int>(values.size()))
                                : tr("%n place(s)", nullptr, static_cast<int>(values.size()));
    }
    const QString joined = values.join(QStringLiteral(", "));
    return choice.excluding ? tr("not %1").arg(joined) : joined;
}

void ChipBar::refresh()
{
    const chips::Choice models = chips::choiceIn(m_query, QStringLiteral("gpu_name"));
    QString modelText = m_models->accessibleName();
    if (models.values.size() == 1) {
        modelText = models.excluding ? tr("not %1").arg(models.values.first()) : models.values.first();
    } else if (!models.values.isEmpty()) {
        modelText = models.excluding ? tr("not %n model(s)", nullptr, static_cast<int>(models.values.size()))
                                     : tr("%n model(s)", nullptr, static_cast<int>(models.values.size()));
    }
    showChip(m_models, modelText, !models.values.isEmpty());

    static const chips::RangeField number{
        QStringLiteral("num_gpus"), QStringLiteral("num_gpus"), 1, 1, {}, {}};
    const chips::Choice counts = chips::choiceIn(m_query, number.field);
    const QString bound = chips::rangeText(chips::rangeIn(m_query, number), 0);
    const QString numbers = counts.values.isEmpty() ? bound : counts.values.join(QStringLiteral(", "));
    const QString wanted = counts.excluding ? tr("not %1").arg(numbers) : numbers;
    showChip(m_counts, numbers.isEmpty() ? m_counts->accessibleName() : tr("%1 GPU", "how many").arg(wanted),
        !numbers.isEmpty());

    for (const RangeChip &chip : std::as_const(m_ranges)) {
        QStringList parts;
        for (const chips::RangeField &field : chip.fields) {
            const QString text = chips::rangeText(chips::rangeIn(m_query, field), field.spec.decimals);
            if (!text.isEmpty()) {
                parts.append(field.pattern.arg(text));
            }
        }
        showChip(chip.button,
            parts.isEmpty() ? chip.button->accessibleName() : parts.join(QStringLiteral(" · ")),
            !parts.isEmpty());
    }
    const QString place = placeText();
    showChip(m_place, place.isEmpty() ? m_place->accessibleName() : place, !place.isEmpty());
    const bool allHosts = m_query.removedDefaults.contains(QStringLiteral("verified"));
    showChip(m_host, hostText(), !allHosts);
    showChip(m_priceType, m_interruptible ? tr("Interruptible") : tr("On demand"), m_interruptible);
    const auto filters = static_cast<int>(m_query.conditions.size());
    m_summary->setText(tr("%n filter(s)", nullptr, filters));
    m_clear->setVisible(!m_text.trimmed().isEmpty());
    layout()->invalidate();
}

} // namespace snapgpu
