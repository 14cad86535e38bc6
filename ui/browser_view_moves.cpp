// SPDX-License-Identifier: GPL-3.0-or-later
// How one moves in a snapshot: keys, folders, search. The rest of BrowserView stands in browser_view.cpp.
#include "ui/browser_view.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeView>

namespace snapgpu {

namespace {

constexpr int kMatches = 2000; ///< more are not shown at once

} // namespace

void BrowserView::goTo(SnapshotTree::Node node)
{
    const QModelIndex place = m_model->indexOf(node);
    for (QModelIndex up = place.parent(); up.isValid(); up = up.parent()) {
        m_tree->expand(up);
    }
    m_tree->setCurrentIndex(place);
    m_tree->scrollTo(place, QAbstractItemView::PositionAtCenter);
}

/** A backup of /workspace/app begins with folders that hold one folder each: go to where something is. */
void BrowserView::goToFirst()
{
    QModelIndex at;
    m_model->fetchMore(at);
    while (m_model->rowCount(at) == 1 && m_model->hasChildren(m_model->index(0, 0, at))) {
        at = m_model->index(0, 0, at);
        m_model->fetchMore(at);
        m_tree->expand(at);
    }
    m_tree->setCurrentIndex(at.isValid() ? at : m_model->index(0, 0));
}

void BrowserView::filter()
{
    m_filterTimer.stop();
    if (m_model->tree() == nullptr) {
        return;
    }
    const QString text = m_search->text().trimmed();
    if (text.isEmpty()) {
        const bool was = m_model->isFlat();
        const QModelIndex current = m_tree->currentIndex();
        const SnapshotTree::Node node = m_model->node(current);
        m_model->showAll();
        if (was && current.isValid()) {
            goTo(node); // what was found is shown where it lives
        } else if (was) {
            goToFirst();
        }
    } else {
        QVector<SnapshotTree::Node> nodes = m_model->tree()->search(text, kMatches + 1);
        m_cut = nodes.size() > kMatches;
        nodes.resize(qMin<qsizetype>(nodes.size(), kMatches));
        m_model->showOnly(nodes);
        m_tree->setCurrentIndex(m_model->index(0, 0));
    }
    showState();
}

void BrowserView::activate(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (m_model->isFlat()) {
        m_search->clear();
        filter();
        m_tree->setFocus();
    } else if (m_model->hasChildren(row)) {
        m_tree->setExpanded(row, !m_tree->isExpanded(row));
    } else {
        m_details->preview();
    }
}

void BrowserView::goUp()
{
    const QModelIndex parent = m_tree->currentIndex().parent();
    if (m_model->isFlat()) {
        m_search->clear();
        filter();
    } else if (parent.isValid()) {
        m_tree->setCurrentIndex(parent);
        m_tree->collapse(parent);
    } else {
        Q_EMIT backRequested();
    }
}

bool BrowserView::onTreeKey(int key)
{
    switch (key) {
    case Qt::Key_Space:
        m_details->preview();
        return true;
    case Qt::Key_Backspace:
        goUp();
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty()) {
            Q_EMIT backRequested();
        } else {
            m_search->clear();
            filter();
        }
        return true;
    default:
        return false;
    }
}

bool BrowserView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_tree && key->modifiers() == Qt::NoModifier && onTreeKey(key->key())) {
            return true;
        }
        if (watched == m_search && key->key() == Qt::Key_Escape) {
            m_search->clear();
            filter();
            m_tree->setFocus();
            return true;
        }
        if (watched == m_search && key->key() == Qt::Key_Down) {
            m_tree->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace snapgpu
