// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore_panel.h"

#include "models/format.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kBarHeight = 20;
constexpr int kMarkHeight = 20;
constexpr int kShownErrors = 3;

QString phaseText(const RestoreProgress &progress)
{
    switch (progress.phase) {
    case RestorePhase::Idle:
        return RestorePanel::tr("Restore");
    case RestorePhase::Preparing:
        return RestorePanel::tr("Preparing the restore");
    case RestorePhase::Critical:
        return RestorePanel::tr("Restoring what you need first");
    case RestorePhase::Rest:
        return progress.criticalReadyMs >= 0 ? RestorePanel::tr("Restoring the rest")
                                             : RestorePanel::tr("Restoring");
    case RestorePhase::Verifying:
        return RestorePanel::tr("Verifying");
    case RestorePhase::Done:
        return RestorePanel::tr("Restored");
    case RestorePhase::Failed:
        return RestorePanel::tr("The restore failed");
    case RestorePhase::Cancelled:
        return RestorePanel::tr("The restore was cancelled");
    }
    Q_UNREACHABLE();
}

QString speedText(const RestoreProgress &p)
{
    QStringList parts;
    const bool moving = p.phase == RestorePhase::Critical || p.phase == RestorePhase::Rest;
    if (p.phase == RestorePhase::Done && p.elapsedMs >= 0) {
        parts.append(RestorePanel::tr("in %1").arg(format::seconds(p.elapsedMs)));
    }
    if (moving && p.bytesPerSecond >= 0) {
        parts.append(format::bytesPerSecond(p.bytesPerSecond));
    }
    if (p.connections > 0) {
        parts.append(RestorePanel::tr("%n connection(s)", nullptr, p.connections));
    }
    if (moving && p.secondsLeft >= 0) {
        parts.append(RestorePanel::tr("about %1 left").arg(format::duration(p.secondsLeft)));
    }
    return parts.join(QStringLiteral(" · "));
}

QString factsText(const RestoreProgress &p, bool withMessage)
{
    QStringList parts;
    if (p.bytesTotal >= 0) {
        parts.append(
            RestorePanel::tr("%1 of %2").arg(format::bytes(p.bytesDone), format::bytes(p.bytesTotal)));
    } else if (p.bytesDone > 0) {
        parts.append(format::bytes(p.bytesDone));
    }
    if (p.filesTotal >= 0) {
        parts.append(
            RestorePanel::tr("%1 of %2 files").arg(format::count(p.filesDone), format::count(p.filesTotal)));
    }
    if (p.bytesSkipped > 0) {
        parts.append(RestorePanel::tr("%1 already there").arg(format::bytes(p.bytesSkipped)));
    }
    if (p.resticRunningMs > 0) {
        parts.append(RestorePanel::tr("restic ran after %1").arg(format::seconds(p.resticRunningMs)));
    }
    if (withMessage && !p.message.isEmpty()) {
        parts.append(p.message);
    }
    return parts.join(QStringLiteral("     "));
}

QString errorsText(const QVector<RestoreFileError> &errors)
{
    QStringList lines;
    for (qsizetype i = 0; i < qMin<qsizetype>(kShownErrors, errors.size()); ++i) {
        lines.append(
            RestorePanel::tr("%1: %2", "file: what is wrong").arg(errors.at(i).path, errors.at(i).message));
    }
    if (errors.size() > kShownErrors) {
        lines.append(
            RestorePanel::tr("and %n more", nullptr, static_cast<int>(errors.size() - kShownErrors)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

RestoreBar::RestoreBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(kBarHeight + kMarkHeight);
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize RestoreBar::sizeHint() const { return {400, kBarHeight + kMarkHeight}; }

double RestoreBar::share(const RestoreProgress &progress)
{
    if (progress.phase == RestorePhase::Done) {
        return 1.0;
    }
    if (progress.bytesTotal <= 0) {
        return -1.0;
    }
    return qBound(
        0.0, static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal), 1.0);
}

void RestoreBar::setProgress(const RestoreProgress &progress)
{
    m_progress = progress;
    const double done = share(progress);
    setAccessibleName(
        done < 0 ? tr("Restore in progress") : tr("Restored %1 percent").arg(qRound(done * 100)));
    update();
}

void RestoreBar::paintEvent(QPaintEvent * /*event*/)
{
    const Tokens &tokens = m_theme->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0, 0, width(), kBarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.line);
    painter.drawRoundedRect(bar, 4, 4);
    const double done = share(m_progress);
    if (done > 0) {
        const bool failed =
            m_progress.phase == RestorePhase::Failed || m_progress.phase == RestorePhase::Cancelled;
        const bool complete = m_progress.phase == RestorePhase::Done;
        painter.setBrush(failed ? tokens.bad : complete ? tokens.ok : tokens.stage(RaceStage::Image));
        painter.drawRoundedRect(QRectF(0, 0, qMax(8.0, done * width()), kBarHeight), 4, 4);
    }
    if (m_progress.criticalReadyMs >= 0) {
        paintMark(painter, bar);
    }
}

void RestoreBar::paintMark(QPainter &painter, const QRectF &bar)
{
    const Tokens &tokens = m_theme->tokens();
    const double total = static_cast<double>(qMax<qint64>(1, m_progress.bytesTotal));
    const bool known = m_progress.criticalBytes >= 0 && m_progress.bytesTotal > 0;
    const double x = known
        ? qBound(2.0, static_cast<double>(m_progress.criticalBytes) / total * width(), width() - 2.0)
        : 2.0;
    painter.setBrush(tokens.panel);
    painter.drawRect(QRectF(x - 2.5, 0, 5, bar.height()));
    painter.setBrush(tokens.ok);
    painter.drawRect(QRectF(x - 1.0, 0, 2, bar.height()));
    const QString text = m_progress.criticalReadyMs > 0
        ? tr("you can work · %1").arg(format::seconds(m_progress.criticalReadyMs))
        : tr("you can work"); // nobody saw since when
    painter.setFont(sizedFont(12, QFont::DemiBold));
    const double textWidth = painter.fontMetrics().horizontalAdvance(text);
    constexpr double kSign = 16.0;
    const double left = qBound(0.0, x - kSign / 2, width() - textWidth - kSign - 6);
    painter.drawPixmap(QPointF(left, bar.bottom() + 3),
        tintedPixmap(QStringLiteral("up"), static_cast<int>(kSign), tokens.ok, devicePixelRatioF()));
    painter.setPen(tokens.ok);
    painter.drawText(
        QRectF(left + kSign + 4, bar.bottom() + 1, textWidth + 4, kMarkHeight - 2), Qt::AlignVCenter, text);
}

RestorePanel::RestorePanel(const Theme *theme, QWidget *parent)
    : QFrame(parent)
    , m_head(new QHBoxLayout)
    , m_title(new ElidedLabel(this))
    , m_speed(makeLabel({}, "dim", this))
    , m_bar(new RestoreBar(theme, this))
    , m_facts(new ElidedLabel(this))
    , m_errors(makeLabel({}, "", this))
{
    setProperty("role", QStringLiteral("panel"));
    m_title->setProperty("role", QStringLiteral("heading"));
    m_facts->setProperty("role", QStringLiteral("dim"));
    setTone(m_errors, QStringLiteral("bad"));
    m_errors->setWordWrap(true);
    m_errors->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_errors->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(7);
    m_head->setSpacing(12);
    m_head->addWidget(m_title, 1);
    m_head->addWidget(m_speed);
    layout->addLayout(m_head);
    layout->addWidget(m_bar);
    layout->addWidget(m_facts);
    layout->addWidget(m_errors);
}

void RestorePanel::addButton(QPushButton *button) { m_head->addWidget(button); }

void RestorePanel::setProgress(
    const RestoreProgress &progress, const Snapshot &snapshot, const QString &machine)
{
    QStringList title{phaseText(progress)};
    if (!machine.isEmpty()) {
        title.append(machine);
    }
    if (!snapshot.id.isEmpty()) {
        title.append(snapshot.shortId());
        title.append(snapshot.paths.join(QStringLiteral(", ")));
    }
    m_title->setFullText(title.join(QStringLiteral(" · ")));
    const bool failed = progress.phase == RestorePhase::Failed;
    setTone(m_title, failed ? QStringLiteral("bad") : QString());
    m_speed->setText(speedText(progress));
    m_bar->setProgress(progress);
    const bool tellsWhy = failed && !machine.isEmpty();
    m_facts->setFullText(factsText(progress, !tellsWhy));
    QStringList wrong;
    if (tellsWhy) {
        wrong.append(progress.message);
    }
    if (!progress.errors.isEmpty()) {
        wrong.append(errorsText(progress.errors));
    }
    m_errors->setText(wrong.join(QLatin1Char('\n')));
    m_errors->setVisible(!wrong.isEmpty());
}

} // namespace snapgpu
