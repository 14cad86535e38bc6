// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/part_edit.h"

#include "models/format.h"
#include "ui/pattern_edit.h"
#include "ui/widgets.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kEmptyHeight = 30; ///< one line: the usual case takes little room

} // namespace

PartEdit::PartEdit(QWidget *parent)
    : QWidget(parent)
    , m_patterns(new PatternEdit(tr("everything"), this))
    , m_note(makeLabel({}, "dim", this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(makeFieldLabel(tr("Restore only this &part"), m_patterns, this));
    column->addWidget(m_patterns);
    column->addWidget(m_note);
    m_patterns->setToolTip(
        tr("One pattern per line, as restic's --include has them: /workspace/code, *.py; a "
           "leading ! takes back what came before."));
    m_patterns->setObjectName(QStringLiteral("onlyPatterns"));
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("onlyNote"));
    connect(m_patterns, &QPlainTextEdit::textChanged, this, &PartEdit::onText);
    showNote();
}

void PartEdit::setPart(const QStringList &patterns, std::optional<qint64> bytes)
{
    {
        const QSignalBlocker quiet(m_patterns);
        m_patterns->setPatterns(patterns);
    }
    m_bytes = patterns.isEmpty() ? std::nullopt : bytes;
    showNote();
    Q_EMIT edited();
}

void PartEdit::forgetSize()
{
    m_bytes.reset();
    showNote();
}

void PartEdit::onText()
{
    m_bytes.reset(); // of what was chosen in the browser, and no more of this
    showNote();
    Q_EMIT edited();
}

RestoreFilter PartEdit::filter() const
{
    RestoreFilter only;
    only.include = m_patterns->patterns();
    return only;
}

void PartEdit::showNote()
{
    const bool part = !filter().isEmpty();
    m_patterns->setFixedHeight(part ? PatternEdit::kHeight : kEmptyHeight);
    m_patterns->setVerticalScrollBarPolicy(
        part ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff); // nothing to scroll
    m_note->setVisible(part);
    m_note->setText(m_bytes ? tr("Only this part comes back: %1.").arg(format::bytes(*m_bytes))
                            : tr("Only what matches comes back."));
}

} // namespace snapgpu
