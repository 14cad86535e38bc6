// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/money/story.h"

#include <array>

namespace snapgpu::test {

namespace {

/** What a cloud does to whoever counts on it. Nothing here may leave a machine behind. */
struct FaultChoice
{
    const char *name;
    double most; ///< highest probability drawn; 0 = a time in sandbox seconds
};

// One or two of each kind in every story.
constexpr std::array kOfCreates = {
    FaultChoice{"lost_create", 0.6},
    FaultChoice{"create_5xx", 0.6},
    FaultChoice{"create_5xx_clean", 0.5},
    FaultChoice{"new_contract_on_error", 0.6},
    FaultChoice{"refuse", 0.5},
};
constexpr std::array kOfMachines = {
    FaultChoice{"stuck", 0.8},
    FaultChoice{"dud", 0.7},
    FaultChoice{"vanish", 0.5},
    FaultChoice{"no_ports", 0.6},
    FaultChoice{"exits", 0.6},
    FaultChoice{"ssh_refused", 0.8},
    FaultChoice{"ssh_closes", 0.8},
    FaultChoice{"key_refused", 0.8},
    FaultChoice{"gpu_broken", 0.8},
};
constexpr std::array kOfAnswers = {
    FaultChoice{"delete_ignored", 0.7},
    FaultChoice{"delete_5xx", 0.7},
    FaultChoice{"resurrect", 0.5},
    FaultChoice{"list_5xx", 0.6},
    FaultChoice{"list_junk", 0.5},
    FaultChoice{"http_junk", 0.3},
    FaultChoice{"too_fast", 0.3},
    FaultChoice{"late_list", 0},
};

using Dice = std::mt19937_64;

// The distributions of the standard library differ from one library to the next; a seed must not.
int pick(Dice &dice, int least, int most)
{
    return least + static_cast<int>(dice() % static_cast<quint64>(most - least + 1));
}

double part(Dice &dice) { return static_cast<double>(dice() >> 11) / 9007199254740992.0; }

template <std::size_t N>
void drawFrom(
    const std::array<FaultChoice, N> &choices, Dice &dice, Story &story, QMap<QString, QString> &chosen)
{
    for (int wanted = pick(dice, 1, 2); wanted > 0; --wanted) {
        const FaultChoice &choice =
            choices.at(static_cast<std::size_t>(pick(dice, 0, static_cast<int>(N) - 1)));
        const QString name = QLatin1String(choice.name);
        if (choice.most > 0) {
            chosen.insert(name, QString::number(0.1 + part(dice) * (choice.most - 0.1), 'f', 2));
        } else if (!chosen.contains(name)) {
            // Read lag: up to six real seconds, as the real cloud has it.
            chosen.insert(
                name, QString::number(pick(dice, 1, 6) * static_cast<int>(story.speed)) + QLatin1Char('s'));
            story.lasting << name;
        }
    }
}

void drawFaults(Dice &dice, Story &story)
{
    QMap<QString, QString> chosen;
    drawFrom(kOfCreates, dice, story, chosen);
    drawFrom(kOfMachines, dice, story, chosen);
    drawFrom(kOfAnswers, dice, story, chosen);
    QStringList parts;
    for (auto it = chosen.cbegin(); it != chosen.cend(); ++it) {
        parts << it.key() + QLatin1Char('=') + it.value();
    }
    story.faults = parts.join(QLatin1Char(','));
}

Life drawLaunch(Dice &dice)
{
    Life life;
    const auto number = [&dice](int least, int most) { return QString::number(pick(dice, least, most)); };
    life.arguments = QStringList{QStringLiteral("launch"), QStringLiteral("num_gpus=1"),
        QStringLiteral("--no-restore"), QStringLiteral("--wave-size"), number(3, 8),
        QStringLiteral("--wave-delay"), number(1, 3), QStringLiteral("--max-waves"), number(1, 3),
        QStringLiteral("--give-up"), number(6, 12), QStringLiteral("--grace"), number(2, 10)};
    if (pick(dice, 0, 3) == 0) {
        life.arguments << QStringLiteral("--destroy-after");
    }
    if (pick(dice, 0, 2) == 0) {
        life.arguments << QStringLiteral("--bulk");
    }
    const int end = pick(dice, 0, 9);
    life.ending = end < 6 ? Ending::Kill : end < 8 ? Ending::Interrupt : Ending::Natural;
    life.endAfterMs = pick(dice, 20, 5000);
    return life;
}

Life drawSweep(Dice &dice)
{
    return Life{{QStringLiteral("sweep"), QStringLiteral("--grace"), QStringLiteral("5")},
        pick(dice, 0, 1) == 0 ? Ending::Kill : Ending::Natural, pick(dice, 20, 4000)};
}

} // namespace

QString Story::text() const
{
    QStringList lines{QStringLiteral("seed %1, sandbox speed %2%3, faults: %4")
                          .arg(seed)
                          .arg(speed)
                          .arg(strict ? QStringLiteral(", strict") : QString(), faults)};
    for (const Life &life : lives) {
        const QString end = life.ending == Ending::Kill
            ? QStringLiteral("SIGKILL after %1 ms").arg(life.endAfterMs)
            : life.ending == Ending::Interrupt ? QStringLiteral("SIGINT after %1 ms").arg(life.endAfterMs)
                                               : QStringLiteral("to its own end");
        lines << QStringLiteral("  snapgpu-cli --sandbox %1  (%2)")
                     .arg(life.arguments.join(QLatin1Char(' ')), end);
    }
    return lines.join(QLatin1Char('\n'));
}

Story drawStory(quint64 seed, double speed)
{
    Dice dice(seed);
    Story story;
    story.seed = seed;
    story.speed = speed;
    story.strict = pick(dice, 0, 7) == 0;
    drawFaults(dice, story);
    const int lives = pick(dice, 2, 3);
    for (int i = 0; i < lives; ++i) {
        story.lives << (i > 0 && pick(dice, 0, 3) == 0 ? drawSweep(dice) : drawLaunch(dice));
    }
    return story;
}

} // namespace snapgpu::test
