// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/boot_attempt.h"

#include <array>

namespace snapgpu {

namespace {

template <typename E> struct Word
{
    E value;
    const char *text;
};

constexpr std::array kOutcomes = {Word<AttemptOutcome>{AttemptOutcome::Ready, "ready"},
    Word<AttemptOutcome>{AttemptOutcome::Cancelled, "cancelled"},
    Word<AttemptOutcome>{AttemptOutcome::Failed, "failed"}};
constexpr std::array kEnds = {Word<RaceRecord::End>{RaceRecord::End::Won, "won"},
    Word<RaceRecord::End>{RaceRecord::End::Failed, "failed"},
    Word<RaceRecord::End>{RaceRecord::End::Cancelled, "cancelled"}};
constexpr std::array kMarks = {Word<HostMark>{HostMark::None, "none"},
    Word<HostMark>{HostMark::Pinned, "pinned"}, Word<HostMark>{HostMark::Banned, "banned"}};
constexpr std::array kFailures = {Word<FailureClass>{FailureClass::None, "none"},
    Word<FailureClass>{FailureClass::Container, "container"},
    Word<FailureClass>{FailureClass::Image, "image"},
    Word<FailureClass>{FailureClass::PullLimit, "pull_limit"},
    Word<FailureClass>{FailureClass::Stopped, "stopped"},
    Word<FailureClass>{FailureClass::Vanished, "vanished"},
    Word<FailureClass>{FailureClass::NeverListed, "never_listed"},
    Word<FailureClass>{FailureClass::KeyRefused, "key_refused"},
    Word<FailureClass>{FailureClass::Unfit, "unfit"},
    Word<FailureClass>{FailureClass::ConnectionLost, "connection_lost"},
    Word<FailureClass>{FailureClass::Elsewhere, "elsewhere"},
    Word<FailureClass>{FailureClass::Other, "other"}};

template <typename E, std::size_t N> QString textOf(const std::array<Word<E>, N> &words, E value)
{
    for (const Word<E> &word : words) {
        if (word.value == value) {
            return QString::fromLatin1(word.text);
        }
    }
    Q_UNREACHABLE();
}

template <typename E, std::size_t N>
std::optional<E> valueOf(const std::array<Word<E>, N> &words, const QString &text)
{
    for (const Word<E> &word : words) {
        if (text == QLatin1String(word.text)) {
            return word.value;
        }
    }
    return std::nullopt;
}

} // namespace

QString toText(AttemptOutcome outcome) { return textOf(kOutcomes, outcome); }
QString toText(RaceRecord::End end) { return textOf(kEnds, end); }
QString toText(HostMark mark) { return textOf(kMarks, mark); }
QString toText(FailureClass failure) { return textOf(kFailures, failure); }

std::optional<AttemptOutcome> attemptOutcomeFrom(const QString &word) { return valueOf(kOutcomes, word); }
std::optional<RaceRecord::End> raceEndFrom(const QString &word) { return valueOf(kEnds, word); }
std::optional<HostMark> hostMarkFrom(const QString &word) { return valueOf(kMarks, word); }
std::optional<FailureClass> failureClassFrom(const QString &word) { return valueOf(kFailures, word); }

} // namespace snapgpu
