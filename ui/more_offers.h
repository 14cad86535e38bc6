// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace snapgpu {

/** Under the table: that the cloud has more offers than are loaded, and the way to them. Hidden when all are
 * here. */
class MoreOffers final : public QFrame
{
    Q_OBJECT
public:
    explicit MoreOffers(QWidget *parent = nullptr);

    void showAll(); ///< nothing is missing
    void showCut(int loaded, bool mayAsk); ///< `mayAsk` false: so many are not asked for
    void showLoading(int loaded);
    QString text() const;

Q_SIGNALS:
    void moreRequested();
    void stopRequested();

private:
    void present(const QString &text, bool more, bool stop);

    QLabel *m_text;
    QPushButton *m_more;
    QPushButton *m_stop;
};

} // namespace snapgpu
