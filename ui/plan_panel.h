// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/race/race_forecast.h"
#include "services/session/launch_session.h"
#include "services/session/plan_estimate.h"
#include "services/settings/settings.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QDateTime;
class QDoubleSpinBox;
class QFormLayout;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace snapgpu {

class BidEdit;
class PartEdit;
class PatternEdit;
class SnapshotBox;

/** What the button will do, in numbers, and what it will and can cost. */
class PlanPanel final : public QFrame
{
    Q_OBJECT
public:
    explicit PlanPanel(QWidget *parent = nullptr);

    void load(const Preferences &preferences);
    void store(Preferences *preferences) const;

    /** `sentence` explains an empty list (no repository, loading, error). */
    void setSnapshots(const QVector<SnapshotGroup> &groups, const QDateTime &now, const QString &sentence);
    void chooseSnapshot(const QString &id); ///< any id of a group chooses it
    /** Only these come back, of the chosen snapshot; `bytes` is their size. */
    void restoreOnly(const QStringList &patterns, qint64 bytes);
    void addCritical(const QStringList &patterns); ///< besides those that are there

    /** Everything but the search; see LaunchPage::plan(). */
    LaunchPlan plan() const;
    qint64 snapshotBytes() const; ///< what a restore of the chosen snapshot fetches; 0 = nothing or unknown
    void setEstimate(const PlanEstimate &estimate);
    /** What host memory expects of this race; nothing while it remembers none. */
    void setForecast(const std::optional<race::RaceForecast> &forecast);
    void setInterruptible(bool on); ///< shows what to bid
    /** Why the button cannot be pressed now; empty = it can. */
    void setBlocked(const QString &reason);
    QString mistake() const; ///< in the patterns; empty = none
    bool canStart() const;

Q_SIGNALS:
    void edited();
    void diskEdited(double diskGb);
    void startRequested();

private:
    QWidget *makeFields();
    QWidget *makeWorkspace();
    QWidget *makeRace();
    QWidget *makeEstimate();
    void configureNumbers();
    void connectInputs();

    SnapshotBox *m_snapshot;
    PartEdit *m_part;
    PatternEdit *m_critical;
    QLineEdit *m_target;
    QComboBox *m_image;
    QSpinBox *m_disk;
    QSpinBox *m_waveSize;
    QSpinBox *m_waveDelay;
    QSpinBox *m_maxWaves;
    QCheckBox *m_adaptive;
    QDoubleSpinBox *m_maxHourly;
    QDoubleSpinBox *m_maxCost;
    BidEdit *m_bid;
    QDoubleSpinBox *m_maxDay;
    QSpinBox *m_maxMachines;
    QLabel *m_candidates;
    QLabel *m_peak;
    QLabel *m_expected;
    QLabel *m_worst;
    QLabel *m_ready;
    QLabel *m_launches;
    QVector<QLabel *> m_forecastNames;
    QLabel *m_blocked;
    QPushButton *m_start;
    int m_connections = 0;
};

} // namespace snapgpu
