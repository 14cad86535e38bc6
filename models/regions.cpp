// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/regions.h"

#include <array>
#include <QCoreApplication>
#include <QHash>
#include <QVector>

namespace snapgpu {

namespace {

struct Row
{
    const char *key;
    const char *title;
    const char *countries; // ISO 3166-1 alpha-2
};

constexpr Row kRegions[] = {
    {"North_America", QT_TRANSLATE_NOOP("Region", "North America"),
        "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR "
        "SV "
        "SX TC TT US VC VG VI"},
    {"South_America", QT_TRANSLATE_NOOP("Region", "South America"),
        "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"},
    {"Europe", QT_TRANSLATE_NOOP("Region", "Europe"),
        "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV "
        "MC "
        "MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"},
    {"Asia", QT_TRANSLATE_NOOP("Region", "Asia"),
        "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP "
        "OM "
        "PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"},
    {"Oceania", QT_TRANSLATE_NOOP("Region", "Oceania"),
        "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"},
    {"Africa", QT_TRANSLATE_NOOP("Region", "Africa"),
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU "
        "MW "
        "MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"},
};

const Row &rowOf(Region region) { return kRegions[static_cast<std::size_t>(region)]; }

} // namespace

const QVector<Region> &allRegions()
{
    static const QVector<Region> regions = {Region::NorthAmerica, Region::SouthAmerica, Region::Europe,
        Region::Asia, Region::Oceania, Region::Africa};
    return regions;
}

QString regionKey(Region region) { return QString::fromLatin1(rowOf(region).key); }

QString regionText(Region region) { return QCoreApplication::translate("Region", rowOf(region).title); }

const QStringList &countriesOf(Region region)
{
    static const auto lists = [] {
        std::array<QStringList, std::size(kRegions)> all;
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = QString::fromLatin1(kRegions[i].countries).split(QLatin1Char(' '));
        }
        return all;
    }();
    return lists[static_cast<std::size_t>(region)];
}

QString countryOf(const QString &place)
{
    const QString code = place.section(QLatin1Char(','), -1).trimmed().toUpper();
    const auto isLetter = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    return code.size() == 2 && isLetter(code.at(0)) && isLetter(code.at(1)) ? code : QString();
}

int regionOf(const QString &country)
{
    static const QHash<QString, int> byCountry = [] {
        QHash<QString, int> all;
        for (const Region region : allRegions()) {
            for (const QString &code : countriesOf(region)) {
                all.insert(code, static_cast<int>(region));
            }
        }
        return all;
    }();
    return byCountry.value(country, -1);
}

} // namespace snapgpu
