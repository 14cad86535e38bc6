// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter_model.h"
#include "models/snapshot.h"
#include "services/session/launch_forecast.h"
#include "ui/app_services.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QStackedWidget;

namespace snapgpu {

class ChipBar;
class DetailsSplit;
class EmptyOffers;
class MoreOffers;
class NoticeBar;
class OfferDetails;
class OfferMemory;
class OfferView;
class PlanPanel;
class QueryLine;
class SavedSearches;
class StateView;

/** Offers on the left, the plan on the right, one button. Offers are asked again when the line rests. */
class LaunchPage final : public QWidget
{
    Q_OBJECT
public:
    explicit LaunchPage(const AppServices &services, QWidget *parent = nullptr);
    ~LaunchPage() override;

    void setSnapshots(const QVector<SnapshotGroup> &groups, const QString &emptySentence);
    void useSnapshot(const QString &id);
    /** This snapshot, and these patterns besides what is restored first already. */
    void restoreFirst(const QString &id, const QStringList &patterns);
    /** The plan restores nothing but what these patterns match, `bytes` in all. */
    void restoreOnly(const QString &id, const QStringList &patterns, qint64 bytes);
    /** A race runs: another cannot start. */
    void setRaceRunning(bool running);
    void focusFilter();
    void saveSearch(); ///< asks for a name; nothing happens while the line is empty or not understood
    QWidget *focusTarget() const; ///< where the keyboard begins on this page
    void refresh();
    void start(); ///< as if the button were pressed; nothing happens while it is off
    void saveTo(Preferences *preferences) const;

    LaunchPlan plan() const;
    QString statusText() const;
    OfferTableModel *offerModel() const { return m_model; }

Q_SIGNALS:
    void startRequested(const snapgpu::LaunchPlan &plan);
    void statusChanged();

private:
    QWidget *makeOffersPanel();
    QWidget *makeTools();
    void connectEdits();
    void connectTable();
    void load(const Preferences &preferences);

    // launch_page_search.cpp
    void onQueryChanged();
    void onPage(const QVector<Offer> &rows, qint64 askedAtMs);
    void loadMore();
    void stopLoading();
    void onAnswer(
        const SearchRequest &asked, qint64 askedAtMs, bool complete, const Result<QVector<Offer>> &answer);
    void restoreOffers();
    void searchWider();
    void showError(const QString &sentence);
    void showTable();
    void showEmpty();
    void updateErrorLine();

    void updateLine(const QString &text);
    void showCapabilities();
    void setInterruptible(bool wanted);
    void pick(const SavedSearch &search);
    void exclude(const QString &field, const QString &value);
    void showDetailsOf(qint64 id);
    void updateEstimate();
    QVector<qint64> tickedIds() const; ///< ticked and not hidden by the filter
    LaunchCandidates candidates(const LaunchPlan &plan) const;
    int staleCount() const;

    AppServices m_services;
    Capabilities m_can; ///< of the provider
    OfferTableModel *m_model;
    OfferFilterModel *m_filter;
    QueryLine *m_line;
    ChipBar *m_chips;
    SavedSearches *m_searches;
    QLabel *m_lineError;
    QLabel *m_hint; ///< what the provider cannot do
    QProgressBar *m_busy;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    OfferView *m_table;
    OfferDetails *m_details;
    DetailsSplit *m_split;
    MoreOffers *m_more;
    OfferMemory *m_memory = nullptr; ///< null: nothing is remembered
    EmptyOffers *m_empty;
    StateView *m_state;
    PlanPanel *m_plan;
    QTimer m_searchTimer; ///< the line rests: ask the cloud
    QTimer m_estimateTimer; ///< coalesces estimates
    QTimer m_emptyTimer; ///< coalesces the search for the culprit
    QTimer m_ageTimer; ///< ages go on
    QPointer<Job<QVector<Offer>>> m_job;
    QPointer<Job<QVector<Offer>>> m_widerJob; ///< without filters, to tell what a filter costs
    int m_limit = 64; ///< rows asked for this line; "Load more" raises it
    qint64 m_updatedAtMs = -1; ///< monotonic
    qint64 m_staleBeforeMs = 0; ///< wall time; rows seen earlier were not confirmed
    bool m_interruptible = false;
    bool m_bidColumnIsOurs = false; ///< shown because of the price type, not by the person
    bool m_raceRunning = false;
    bool m_loadFailed = false;
};

} // namespace snapgpu
