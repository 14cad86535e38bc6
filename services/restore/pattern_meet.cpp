// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/pattern_meet.h"

#include "models/glob_part.h"

#include <algorithm>
#include <QDir>

namespace snapgpu {

namespace {

constexpr int kMostSteps = 20'000;
constexpr qsizetype kMostPatterns = 256; ///< more would be slower for restic than one phase for all

const QString kAnyFolders = QStringLiteral("**");

bool isNegated(const QString &pattern) { return pattern.startsWith(QLatin1Char('!')); }

bool anyNegated(const QStringList &patterns)
{
    return std::any_of(patterns.cbegin(), patterns.cend(), isNegated);
}

/** The parts of a pattern from the root of the snapshot; one that may begin anywhere begins with "**". */
QStringList partsOf(const QString &pattern)
{
    QStringList parts = QDir::cleanPath(pattern).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (!pattern.startsWith(QLatin1Char('/'))) {
        parts.prepend(kAnyFolders);
    }
    return parts;
}

/** Finds every way in which a path can match two patterns at once. */
class Meeting final
{
public:
    bool add(const QStringList &a, const QStringList &b)
    {
        walk({}, a, b);
        return !m_failed;
    }
    const QStringList &found() const { return m_found; }

private:
    /** A pattern that is used up has matched a folder, and so all below it: the other one goes on alone. */
    void emitPattern(const QStringList &prefix, const QStringList &rest)
    {
        const QString pattern = QLatin1Char('/') + (prefix + rest).join(QLatin1Char('/'));
        if (!m_found.contains(pattern)) {
            m_found.append(pattern);
            m_failed = m_failed || m_found.size() > kMostPatterns;
        }
    }

    void walk(const QStringList &prefix, const QStringList &a, const QStringList &b)
    {
        if (m_failed || ++m_steps > kMostSteps) {
            m_failed = true;
            return;
        }
        if (a.isEmpty() || b.isEmpty()) {
            return emitPattern(prefix, a.isEmpty() ? b : a);
        }
        if (a.first() == kAnyFolders || b.first() == kAnyFolders) {
            return walkFolders(prefix, a, b);
        }
        const std::optional<QString> part = meetParts(a.first(), b.first());
        if (part) {
            walk(prefix + QStringList{*part}, a.mid(1), b.mid(1));
        }
    }

    void walkFolders(const QStringList &prefix, const QStringList &a, const QStringList &b)
    {
        if (a.first() == b.first()) {
            walk(prefix + QStringList{kAnyFolders}, a.mid(1), b);
            walk(prefix + QStringList{kAnyFolders}, a, b.mid(1));
            return;
        }
        const bool first = a.first() == kAnyFolders;
        const QStringList &open = first ? a : b;
        const QStringList &fixed = first ? b : a;
        walk(prefix, open.mid(1), fixed); // "**" stands for no folder here
        walk(prefix + QStringList{fixed.first()}, open, fixed.mid(1));
    }

    /** nullopt when no name matches both. Two that both leave much open are more than this can write. */
    std::optional<QString> meetParts(const QString &a, const QString &b)
    {
        const auto left = GlobPart::parse(a), right = GlobPart::parse(b);
        if (!left || !right) {
            m_failed = true;
            return std::nullopt;
        }
        if (a == b || b == QLatin1String("*")) {
            return a;
        }
        if (a == QLatin1String("*")) {
            return b;
        }
        if (const auto name = left->literal()) {
            return right->matches(*name) ? std::optional(a) : std::nullopt;
        }
        if (const auto name = right->literal()) {
            return left->matches(*name) ? std::optional(b) : std::nullopt;
        }
        m_failed = true;
        return std::nullopt;
    }

    QStringList m_found;
    int m_steps = 0;
    bool m_failed = false;
};

struct Split
{
    QStringList wanted;
    QStringList negated; ///< with their mark
};

/** nullopt when something is wanted again behind a negation. */
std::optional<Split> split(const QStringList &patterns)
{
    Split result;
    for (const QString &pattern : patterns) {
        if (isNegated(pattern)) {
            result.negated.append(pattern);
        } else if (!result.negated.isEmpty()) {
            return std::nullopt;
        } else {
            result.wanted.append(pattern);
        }
    }
    return result;
}

QString ignoringCase(const QString &pattern)
{
    const QString mark = isNegated(pattern) ? QStringLiteral("!") : QString();
    QStringList parts = pattern.mid(mark.size()).split(QLatin1Char('/'));
    for (QString &part : parts) {
        if (const auto glob = part == kAnyFolders ? std::nullopt : GlobPart::parse(part)) {
            part = glob->ignoringCase();
        }
    }
    return mark + parts.join(QLatin1Char('/'));
}

/** One list that matches what the two match together; nullopt when a negation of one must not touch the
 * other.
 */
std::optional<QStringList> joined(const QStringList &exact, const QStringList &insensitive)
{
    if (!exact.isEmpty() && !insensitive.isEmpty() && (anyNegated(exact) || anyNegated(insensitive))) {
        return std::nullopt;
    }
    QStringList all = exact;
    std::transform(insensitive.cbegin(), insensitive.cend(), std::back_inserter(all), ignoringCase);
    return all;
}

QStringList negations(const QStringList &patterns)
{
    QStringList result;
    for (const QString &pattern : patterns) {
        result.append(QLatin1Char('!') + pattern);
    }
    return result;
}

} // namespace

std::optional<QStringList> meetPatterns(const QStringList &a, const QStringList &b)
{
    const auto left = split(a), right = split(b);
    if (!left || !right) {
        return std::nullopt;
    }
    Meeting meeting;
    for (const QString &one : left->wanted) {
        for (const QString &other : right->wanted) {
            if (!meeting.add(partsOf(one), partsOf(other))) {
                return std::nullopt;
            }
        }
    }
    return meeting.found().isEmpty() ? QStringList() : meeting.found() + left->negated + right->negated;
}

std::optional<QStringList> criticalWithin(const QStringList &critical, const RestoreFilter &only)
{
    if (only.isEmpty() || critical.isEmpty()) {
        return critical;
    }
    if (const auto wanted = joined(only.include, only.iinclude); wanted && !wanted->isEmpty()) {
        return meetPatterns(critical, *wanted);
    }
    const auto unwanted = joined(only.exclude, only.iexclude);
    if (!unwanted || unwanted->isEmpty() || anyNegated(*unwanted)) {
        return std::nullopt;
    }
    return critical + negations(*unwanted);
}

std::optional<RestoreFilter> restBeside(
    const QStringList &critical, const QStringList &within, const RestoreFilter &only)
{
    RestoreFilter rest = only;
    if (only.include.isEmpty() && only.iinclude.isEmpty()) {
        // A negation in one list would take back what the other excludes.
        if (!only.isEmpty() && anyNegated(critical)) {
            return std::nullopt;
        }
        rest.exclude += critical;
        return rest;
    }
    const auto wanted = joined(only.include, only.iinclude);
    if (!wanted || anyNegated(critical)) {
        return std::nullopt;
    }
    QStringList brought;
    std::copy_if(within.cbegin(), within.cend(), std::back_inserter(brought),
        [](const QString &pattern) { return !isNegated(pattern); });
    rest.include = *wanted + negations(brought);
    rest.iinclude.clear();
    return rest;
}

} // namespace snapgpu
