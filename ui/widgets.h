// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QString>

class QAbstractButton;
class QBoxLayout;
class QButtonGroup;
class QHBoxLayout;
class QProgressBar;
class QVBoxLayout;

namespace snapgpu {

class Theme;

/** Chooses a rule of the style sheet; may be called again, the look follows. */
void setRole(QWidget *widget, const char *role);
/** "ok", "warn", "bad" or empty: colours a text that also says it in words. */
void setTone(QWidget *widget, const QString &tone);

QFrame *makeFrame(const char *role, QWidget *parent);
QLabel *makeLabel(const QString &text, const char *role, QWidget *parent);
/** A label over an input: moves the focus to `buddy` by its mnemonic and names it for readers. */
QLabel *makeFieldLabel(const QString &text, QWidget *buddy, QWidget *parent);
/** The label over its input. */
QVBoxLayout *makeField(const QString &name, QWidget *field, QWidget *parent);
QPushButton *makeButton(const QString &text, const char *role, QWidget *parent);
/** Buttons in a row of which `group` lets one be down; their ids count from 0. */
QHBoxLayout *makeSegments(QButtonGroup *group, const QStringList &names, QWidget *parent);
/** A button of the theme's icons; `colour` is a token picked at paint time, so it follows the theme. */
void keepIcon(QAbstractButton *button, const QString &icon, const Theme *theme);

/** A thin bar that runs while something is asked. Hidden at first; it keeps its room, so that nothing jumps.
 */
QProgressBar *makeBusyBar(const QString &accessibleName, QWidget *parent);

/** Text without the mnemonic sign, for accessible names. */
QString plainText(QString text);

/** One line that ends in an ellipsis when there is no room; the whole text is in the tooltip. */
class ElidedLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void setFullText(const QString &text);
    QString fullText() const { return m_text; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

/** Parts beside each other where there is room, else one below the other. */
class FoldingRow final : public QWidget
{
    Q_OBJECT
public:
    /** `room`: pixels of width that they need beside each other. */
    FoldingRow(int room, QWidget *parent);
    QBoxLayout *parts() const { return m_parts; }
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int m_room;
    QBoxLayout *m_parts;
};

/** Instead of a table that has nothing to show: a sign, one sentence and what to do about it. */
class StateView final : public QWidget
{
    Q_OBJECT
public:
    explicit StateView(const Theme *theme, QWidget *parent = nullptr);
    /** `tone` as for setTone; no button without `action`. */
    void present(const QString &icon, const QString &tone, const QString &title, const QString &sentence,
        const QString &action = {});
    QString sentence() const { return m_sentence->text(); }

Q_SIGNALS:
    void actionTriggered();

private:
    void refreshIcon();

    const Theme *m_theme;
    QString m_icon;
    QString m_tone;
    QLabel *m_sign;
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_action;
};

/** A bar inside the window for outcomes that need no decision. Hidden until something is said. */
class NoticeBar final : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(const Theme *theme, QWidget *parent = nullptr);
    void say(const QString &sentence, const QString &tone = {});
    void offer(const QString &sentence, const QString &action); ///< with a button beside it
    void amend(const QString &sentence); ///< says it otherwise, without calling anybody again
    QString text() const { return m_text->text(); }

Q_SIGNALS:
    void actionRequested();

private:
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_close;
};

} // namespace snapgpu
