// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language.h"

#include <array>
#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace snapgpu {

namespace {

/** The catalogue for a language tag such as "pt-BR"; empty when there is none. */
QString catalogueFor(const QString &tag)
{
    const QString language = QString(tag).replace(QLatin1Char('-'), QLatin1Char('_'));
    if (language == QLatin1String("C") || language.startsWith(QLatin1String("en"))) {
        return QStringLiteral("en");
    }
    return language.startsWith(QLatin1String("pt")) ? QStringLiteral("pt_BR") : QString();
}

QString choose(const QString &wanted)
{
    for (const QString &explicitChoice : {wanted, qEnvironmentVariable("SNAPGPU_LANG")}) {
        if (const QString found = explicitChoice.isEmpty() ? QString() : catalogueFor(explicitChoice);
            !found.isEmpty()) {
            return found;
        }
    }
    const QStringList tags = QLocale::system().uiLanguages();
    for (const QString &tag : tags) {
        if (const QString found = catalogueFor(tag); !found.isEmpty()) {
            return found;
        }
    }
    return QStringLiteral("en");
}

/**
 * Functions outside of classes translate with a context of their own ("Vast", "Restic"), which the extractor
 * cannot see: it files their texts under the namespace. So what a context does not hold is looked for there.
 */
class Catalogue final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(
        const char *context, const char *source, const char *disambiguation, int n) const override
    {
        static constexpr std::array kNamespaces{"snapgpu", "snapgpu::format", "snapgpu::vast",
            "snapgpu::json", "snapgpu::race", "snapgpu::race::Rules", "snapgpu::Ledger",
            "snapgpu::SqliteLedger", "snapgpu::sandbox", "snapgpu::sandbox::Faults", "snapgpu::cli",
            "Foreground"};
        QString text = QTranslator::translate(context, source, disambiguation, n);
        for (auto name = kNamespaces.begin(); text.isNull() && name != kNamespaces.end(); ++name) {
            text = QTranslator::translate(*name, source, disambiguation, n);
        }
        return text;
    }
};

void load(QCoreApplication *app, const QString &file, const QString &folder)
{
    auto *translator = new Catalogue(app);
    if (translator->load(file, folder)) {
        QCoreApplication::installTranslator(translator);
    } else {
        delete translator;
    }
}

} // namespace

QString installLanguage(QCoreApplication *app, const QString &wanted)
{
    const QString language = choose(wanted);
    const QLocale system = QLocale::system();
    const QLocale locale(language);
    // Numbers follow the language of the texts, but a matching system locale keeps its country's habits.
    QLocale::setDefault(system.language() == locale.language() ? system : locale);
    if (language != QLatin1String("en")) {
        load(app, QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    }
    load(app, QStringLiteral("snapgpu_") + language, QStringLiteral(":/i18n")); // also English, for plurals
    return language;
}

} // namespace snapgpu
