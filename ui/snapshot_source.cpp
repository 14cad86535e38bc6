// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshot_source.h"

namespace snapgpu {

SnapshotSource::SnapshotSource(SnapshotBrowser *browser, QObject *parent)
    : QObject(parent)
{
    setBrowser(browser);
}

SnapshotSource::~SnapshotSource() { stop(); }

void SnapshotSource::stop()
{
    if (const QPointer<JobBase> job = std::exchange(m_job, {}).data()) {
        job->cancel();
    }
}

void SnapshotSource::setBrowser(SnapshotBrowser *browser)
{
    stop();
    if (m_browser) {
        disconnect(m_browser, nullptr, this, nullptr);
    }
    m_browser = browser;
    m_view = browser != nullptr ? browser->view() : CatalogView();
    m_error.clear();
    m_state = browser != nullptr ? State::Loading : State::NotConfigured;
    if (browser != nullptr) {
        connect(browser, &SnapshotBrowser::catalogChanged, this, [this] {
            m_view = m_browser->view();
            Q_EMIT changed();
        });
    }
    Q_EMIT changed();
}

void SnapshotSource::refresh()
{
    if (!m_browser) {
        return;
    }
    stop();
    m_state = State::Loading;
    m_job = m_browser->refresh();
    const Job<CatalogView> *asked = m_job;
    m_job->then(this, [this, asked](const Result<CatalogView> &answer) {
        if (asked != m_job) {
            return;
        }
        m_job = nullptr;
        if (answer) {
            m_view = *answer;
            m_error.clear();
            m_state = State::Loaded;
        } else {
            m_error = answer.error().message;
            m_category = answer.error().category;
            m_state = State::Failed;
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

} // namespace snapgpu
