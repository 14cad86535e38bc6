// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chip_bar.h"

#include "models/format.h"
#include "ui/query_edit.h"
#include "ui/widgets.h"

#include <cmath>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace snapgpu {

namespace {

const QVector<QueryOp> &equals()
{
    static const QVector<QueryOp> ops{QueryOp::Eq, QueryOp::In};
    return ops;
}

const QVector<QueryOp> &atLeast()
{
    static const QVector<QueryOp> ops{QueryOp::Gt, QueryOp::Gte};
    return ops;
}

const QVector<QueryOp> &atMost()
{
    static const QVector<QueryOp> ops{QueryOp::Lt, QueryOp::Lte};
    return ops;
}

const QVector<QueryOp> &opsOf(const QString &field)
{
    if (field == QLatin1String("dph_total")) {
        return atMost();
    }
    return field == QLatin1String("reliability") || field == QLatin1String("inet_down") ? atLeast()
                                                                                        : equals();
}

QString written(const QString &gpuName)
{
    return QString(gpuName).replace(QLatin1Char(' '), QLatin1Char('_'));
}

/** The bound of a condition, or NaN. */
double boundOf(const Query &query, const QString &field)
{
    const QueryCondition *condition = findCondition(query, field, opsOf(field));
    return condition != nullptr ? numberOf(condition->value) : std::nan("");
}

void showChip(QToolButton *chip, const QString &text, bool active)
{
    chip->setText(text);
    chip->setProperty("active", active);
    setRole(chip, "chip");
}

} // namespace

ChipBar::ChipBar(QWidget *parent)
    : QWidget(parent)
    , m_gpuNames{QStringLiteral("RTX 3090"), QStringLiteral("RTX 4090"), QStringLiteral("RTX 5090"),
          QStringLiteral("A100 SXM4"), QStringLiteral("H100 SXM"), QStringLiteral("L40S")}
    , m_gpu(addChip(tr("GPU model")))
    , m_count(addChip(tr("Number of GPUs")))
    , m_price(addChip(tr("Price")))
    , m_reliability(addChip(tr("Reliability")))
    , m_download(addChip(tr("Download speed")))
    , m_verified(addChip(tr("Verified hosts")))
    , m_summary(makeLabel({}, "dim", this))
    , m_clear(makeButton(tr("Clear"), "link", this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QToolButton *chip : {m_gpu, m_count, m_price, m_reliability, m_download, m_verified}) {
        layout->addWidget(chip);
    }
    layout->addSpacing(6);
    layout->addWidget(m_summary);
    layout->addWidget(m_clear);
    layout->addStretch(1);
    m_clear->setAccessibleName(tr("Clear all filters"));
    connect(m_clear, &QPushButton::clicked, this, [this] { Q_EMIT lineEdited(QString()); });
    refreshChips();
}

QToolButton *ChipBar::addChip(const QString &name)
{
    auto *chip = new QToolButton(this);
    chip->setAccessibleName(name);
    chip->setToolTip(name);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(chip);
    chip->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &ChipBar::fillMenus);
    return chip;
}

void ChipBar::setLine(const QString &text, const Query &query)
{
    m_text = text;
    m_query = query;
    refreshChips();
}

void ChipBar::addGpuNames(const QStringList &names)
{
    for (const QString &name : names) {
        if (!name.isEmpty() && !m_gpuNames.contains(name)) {
            m_gpuNames.append(name);
        }
    }
    m_gpuNames.sort();
}

QStringList ChipBar::chosenGpus() const
{
    const QueryCondition *condition = findCondition(m_query, QStringLiteral("gpu_name"), equals());
    if (condition == nullptr) {
        return {};
    }
    if (condition->op == QueryOp::Eq) {
        return {textOf(condition->value)};
    }
    QStringList names;
    for (const QueryScalar &value : condition->list) {
        names.append(textOf(value));
    }
    return names;
}

void ChipBar::toggleGpu(const QString &name)
{
    QStringList names = chosenGpus();
    if (names.removeAll(name) == 0) {
        names.append(name);
    }
    QString condition;
    if (names.size() == 1) {
        condition = QStringLiteral("gpu_name=") + written(names.first());
    } else if (!names.isEmpty()) {
        condition = QStringLiteral("gpu_name in [%1]").arg(written(names.join(QLatin1Char(','))));
    }
    Q_EMIT lineEdited(withCondition(m_text, QStringLiteral("gpu_name"), equals(), condition));
}

void ChipBar::addChoice(
    QMenu *menu, const QString &label, const QString &field, const QString &condition, bool chosen)
{
    QAction *action = menu->addAction(label);
    action->setCheckable(true);
    action->setChecked(chosen);
    connect(action, &QAction::triggered, this, [this, field, condition] {
        Q_EMIT lineEdited(withCondition(m_text, field, opsOf(field), condition));
    });
}

void ChipBar::fillGpuMenu()
{
    QMenu *menu = m_gpu->menu();
    menu->clear();
    const QStringList chosen = chosenGpus();
    addChoice(menu, tr("Any model"), QStringLiteral("gpu_name"), {}, chosen.isEmpty());
    menu->addSeparator();
    for (const QString &name : std::as_const(m_gpuNames)) {
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(chosen.contains(name));
        connect(action, &QAction::triggered, this, [this, name] { toggleGpu(name); });
    }
}

void ChipBar::fillMenus()
{
    fillGpuMenu();
    const QString count = QStringLiteral("num_gpus");
    const QueryCondition *chosen = findCondition(m_query, count, equals());
    m_count->menu()->clear();
    addChoice(m_count->menu(), tr("Any number"), count, {}, chosen == nullptr);
    for (const int number : {1, 2, 4, 8}) {
        addChoice(m_count->menu(), tr("%n GPU(s)", nullptr, number), count,
            QStringLiteral("num_gpus=%1").arg(number),
            chosen != nullptr && numberOf(chosen->value) == number);
    }
    const QString price = QStringLiteral("dph_total");
    m_price->menu()->clear();
    addChoice(m_price->menu(), tr("Any price"), price, {}, std::isnan(boundOf(m_query, price)));
    for (const double limit : {0.25, 0.5, 1.0, 2.0, 4.0}) {
        addChoice(m_price->menu(), tr("≤ %1").arg(format::dollarsPerHour(Money::fromDollars(limit), 2)),
            price, QStringLiteral("dph<=%1").arg(limit), boundOf(m_query, price) == limit);
    }
    const QString reliability = QStringLiteral("reliability");
    m_reliability->menu()->clear();
    addChoice(m_reliability->menu(), tr("Any reliability"), reliability, {},
        std::isnan(boundOf(m_query, reliability)));
    for (const double share : {0.9, 0.95, 0.98, 0.99}) {
        addChoice(m_reliability->menu(), tr("≥ %1 %").arg(format::percent(share, 0)), reliability,
            QStringLiteral("reliability>=%1").arg(share), boundOf(m_query, reliability) == share);
    }
    const QString download = QStringLiteral("inet_down");
    m_download->menu()->clear();
    addChoice(m_download->menu(), tr("Any speed"), download, {}, std::isnan(boundOf(m_query, download)));
    for (const int speed : {200, 400, 1000, 2500}) {
        addChoice(m_download->menu(), tr("≥ %1 Mb/s").arg(format::count(speed)), download,
            QStringLiteral("inet_down>=%1").arg(speed), boundOf(m_query, download) == speed);
    }
    const bool any = m_query.removedDefaults.contains(QStringLiteral("verified"));
    const QString verified = QStringLiteral("verified");
    m_verified->menu()->clear();
    addChoice(m_verified->menu(), tr("Verified hosts only"), verified, {}, !any);
    addChoice(m_verified->menu(), tr("All hosts"), verified, QStringLiteral("verified=any"), any);
}

void ChipBar::refreshChips()
{
    const QStringList gpus = chosenGpus();
    showChip(m_gpu,
        gpus.isEmpty()         ? tr("GPU")
            : gpus.size() == 1 ? gpus.first()
                               : tr("GPU · %1", "number of models chosen").arg(gpus.size()),
        !gpus.isEmpty());
    const QueryCondition *count = findCondition(m_query, QStringLiteral("num_gpus"), equals());
    const double number = count != nullptr ? numberOf(count->value) : std::nan("");
    showChip(m_count, std::isnan(number) ? tr("Count") : tr("%n GPU(s)", nullptr, static_cast<int>(number)),
        count != nullptr);
    const double price = boundOf(m_query, QStringLiteral("dph_total"));
    showChip(m_price,
        std::isnan(price) ? tr("Price")
                          : tr("≤ %1").arg(format::dollarsPerHour(Money::fromDollars(price), 2)),
        !std::isnan(price));
    const double share = boundOf(m_query, QStringLiteral("reliability"));
    showChip(m_reliability,
        std::isnan(share) ? tr("Reliability") : tr("≥ %1 %").arg(format::percent(share, 0)),
        !std::isnan(share));
    const double speed = boundOf(m_query, QStringLiteral("inet_down"));
    showChip(m_download, std::isnan(speed) ? tr("Download") : tr("↓ ≥ %1 Mb/s").arg(format::number(speed)),
        !std::isnan(speed));
    const bool any = m_query.removedDefaults.contains(QStringLiteral("verified"));
    showChip(m_verified, any ? tr("All hosts") : tr("Verified"), !any);
    const auto filters = static_cast<int>(m_query.conditions.size());
    m_summary->setText(tr("%n filter(s)", nullptr, filters));
    m_clear->setVisible(filters > 0 || any);
}

} // namespace snapgpu
