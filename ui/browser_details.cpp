// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_details.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/fact_grid.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QBuffer>
#include <QImageReader>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kWidth = 300;
constexpr qint64 kPreviewBytes = 262'144;
constexpr qint64 kPictureBytes = 8'388'608;
constexpr int kPictureSide = 4096; ///< a larger picture is not decoded: its pixels may be a bomb

bool looksLikePicture(const QByteArray &path)
{
    static const QByteArrayList endings{".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".ppm"};
    const QByteArray name = path.toLower();
    return std::any_of(endings.cbegin(), endings.cend(),
        [&name](const QByteArray &ending) { return name.endsWith(ending); });
}

/** Text holds no NUL and hardly any other control characters. */
bool looksLikeText(const QByteArray &bytes)
{
    const QByteArray head = bytes.left(8192);
    const auto odd = std::count_if(head.cbegin(), head.cend(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0
            || (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != 0x1b && byte != '\f');
    });
    return !head.contains('\0') && odd * 50 <= head.size();
}

/** Empty when it is not known. */
QString moment(qint64 ms)
{
    return ms == 0 ? QString()
                   : QDateTime::fromMSecsSinceEpoch(ms).toString(
                       QCoreApplication::translate("snapgpu::BrowserDetails", "yyyy-MM-dd HH:mm:ss"));
}

QImage decode(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.width() > kPictureSide || size.height() > kPictureSide) {
        return {};
    }
    return reader.read();
}

} // namespace

BrowserDetails::BrowserDetails(const AppServices &services, QWidget *parent)
    : QFrame(parent)
    , m_services(services)
    , m_title(new ElidedLabel(this))
    , m_facts(new FactGrid(this))
    , m_stack(new QStackedWidget(this))
    , m_sentence(makeLabel({}, "dim", this))
    , m_text(new QPlainTextEdit(this))
    , m_picture(new QLabel(this))
    , m_read(makeButton(tr("Previe&w"), "", this))
    , m_only(makeButton(tr("Restore &only this…"), "", this))
    , m_first(makeButton(tr("Restore &first"), "primary", this))
    , m_download(makeButton(tr("&Download to this computer…"), "", this))
{
    setProperty("role", QStringLiteral("panel"));
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(8);
    m_title->setProperty("role", QStringLiteral("title"));
    m_facts->setObjectName(QStringLiteral("fileFacts"));
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addSpacing(2);
    layout->addWidget(makePreview(), 1);
    layout->addWidget(m_read);
    layout->addSpacing(4);
    layout->addWidget(m_download);
    layout->addWidget(m_only);
    layout->addWidget(m_first);
    m_first->setMinimumHeight(40);
    m_only->setToolTip(tr("These and nothing else: onto a machine that runs, or through the plan (Ctrl+M)"));
    m_only->setObjectName(QStringLiteral("restoreOnlyButton"));
    m_first->setToolTip(tr("Adds these to \"Restore these first\" of the plan on the Launch page"));
    m_read->setToolTip(tr("Reads the beginning of the file (Space)"));
    m_first->setObjectName(QStringLiteral("restoreFirstButton"));
    m_download->setObjectName(QStringLiteral("downloadButton"));
    m_read->setObjectName(QStringLiteral("previewButton"));
    keepIcon(m_download, QStringLiteral("download"), services.theme);
    connect(m_read, &QPushButton::clicked, this, &BrowserDetails::preview);
    connect(m_first, &QPushButton::clicked, this, &BrowserDetails::firstRequested);
    connect(m_only, &QPushButton::clicked, this, &BrowserDetails::onlyRequested);
    connect(m_download, &QPushButton::clicked, this,
        [this] { m_downloading ? Q_EMIT stopRequested() : Q_EMIT downloadRequested(); });
    setSelection({}, {});
}

BrowserDetails::~BrowserDetails() { stopReading(); }

QWidget *BrowserDetails::makePreview()
{
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_sentence->setObjectName(QStringLiteral("previewSentence"));
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Beginning of the file"));
    m_text->setObjectName(QStringLiteral("previewText"));
    m_picture->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    m_picture->setAccessibleName(tr("The picture"));
    m_picture->setObjectName(QStringLiteral("previewPicture"));
    m_stack->addWidget(m_sentence);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_picture);
    return m_stack;
}

void BrowserDetails::setSelection(const QString &snapshotId, const QVector<ChosenEntry> &entries)
{
    stopReading();
    m_snapshotId = snapshotId;
    m_entries = entries;
    m_stack->setCurrentWidget(m_sentence);
    showFacts();
    const bool file = entries.size() == 1 && entries.first().entry.type == NodeType::File;
    m_read->setEnabled(file);
    for (QPushButton *button : {m_first, m_only}) {
        button->setEnabled(!entries.isEmpty());
    }
    setDownloading(m_downloading);
    m_sentence->setText(file ? tr("Space shows the beginning of the file.") : QString());
    if (entries.size() == 1 && entries.first().entry.type == NodeType::Symlink) {
        askLinkTarget();
    }
}

qint64 BrowserDetails::chosenBytes() const
{
    qint64 bytes = 0;
    for (const ChosenEntry &chosen : m_entries) {
        bytes += chosen.entry.size;
    }
    return bytes;
}

void BrowserDetails::setDownloading(bool downloading)
{
    m_downloading = downloading;
    m_download->setText(downloading ? tr("Stop the &download") : tr("&Download to this computer…"));
    m_download->setToolTip(downloading ? tr("What came so far is thrown away")
                                       : tr("Restores these into a folder of this computer"));
    m_download->setEnabled(downloading || !m_entries.isEmpty());
}

void BrowserDetails::showFacts()
{
    m_facts->clear();
    if (m_entries.isEmpty()) {
        m_title->setFullText(tr("Nothing chosen"));
        return;
    }
    qint64 files = 0;
    for (const ChosenEntry &chosen : std::as_const(m_entries)) {
        files += chosen.entry.type == NodeType::Folder ? chosen.entry.files : 1;
    }
    const QString sum = tr("%1 in %2 files").arg(format::bytes(chosenBytes()), format::count(files));
    if (m_entries.size() > 1) {
        m_title->setFullText(tr("%n chosen", nullptr, static_cast<int>(m_entries.size())));
        m_facts->add(tr("Size"), sum);
        return;
    }
    const auto &[path, entry] = m_entries.first();
    m_title->setFullText(filetext::name(QByteArrayView(path).sliced(path.lastIndexOf('/') + 1)));
    m_facts->add(tr("Kind"), filetext::kind(entry.type));
    m_facts->add(tr("Folder"), filetext::name(QByteArrayView(path).first(path.lastIndexOf('/') + 1)));
    if (entry.type == NodeType::Folder) {
        m_facts->add(tr("Size"), sum);
    } else if (entry.type == NodeType::File) {
        m_facts->add(tr("Size"),
            entry.size < 1000
                ? format::bytes(entry.size)
                : tr("%1 (%2 bytes)").arg(format::bytes(entry.size), format::count(entry.size)));
    }
    m_facts->add(tr("Modified"), moment(entry.mtimeMs));
    if (entry.ctimeMs != entry.mtimeMs) {
        m_facts->add(tr("Attributes set"), moment(entry.ctimeMs));
    }
    m_facts->add(tr("Mode"),
        tr("%1 (%2)")
            .arg(filetext::permissions(entry.mode, entry.type))
            .arg(entry.mode & 07777U, 4, 8, QLatin1Char('0')));
    if (entry.mtimeMs != 0) { // folders that a backup did not name have no owner
        m_facts->add(tr("Owner"), tr("user %1, group %2").arg(entry.uid).arg(entry.gid));
    }
    if (entry.inode != 0) {
        m_facts->add(tr("Inode"), QString::number(entry.inode));
    }
}

void BrowserDetails::askLinkTarget()
{
    if (m_browser == nullptr) {
        return;
    }
    m_linkJob = m_browser->linkTarget(m_snapshotId, m_entries.first().path);
    const Job<QByteArray> *asked = m_linkJob;
    m_linkJob->then(this, [this, asked](const Result<QByteArray> &target) {
        if (asked == m_linkJob && target) {
            m_linkJob = nullptr;
            m_facts->add(tr("Points to"), filetext::name(*target));
        }
    });
}

void BrowserDetails::say(const QString &sentence)
{
    m_sentence->setText(sentence);
    m_stack->setCurrentWidget(m_sentence);
}

void BrowserDetails::stopReading()
{
    if (QPointer<JobBase> job = std::exchange(m_job, {}).data()) {
        job->cancel();
    }
    if (QPointer<JobBase> job = std::exchange(m_linkJob, {}).data()) {
        job->cancel();
    }
}

void BrowserDetails::preview()
{
    if (m_entries.size() != 1 || m_entries.first().entry.type != NodeType::File || m_browser == nullptr) {
        return;
    }
    stopReading();
    const auto &[path, entry] = m_entries.first();
    if (entry.size == 0) {
        return say(tr("The file is empty."));
    }
    const bool picture = looksLikePicture(path);
    if (picture && entry.size > kPictureBytes) {
        return say(tr("Pictures above %1 are not shown; download the file to see it.")
                       .arg(format::bytes(kPictureBytes)));
    }
    say(tr("Reading…"));
    m_job = m_browser->preview(m_snapshotId, path, picture ? kPictureBytes : kPreviewBytes);
    const Job<FilePreview> *asked = m_job;
    m_job->then(this, [this, asked](const Result<FilePreview> &answer) {
        if (asked != m_job) {
            return;
        }
        m_job = nullptr;
        if (answer) {
            show(*answer);
        } else {
            say(answer.error().message);
        }
    });
}

void BrowserDetails::show(const FilePreview &file)
{
    if (looksLikePicture(m_entries.first().path)) {
        showPicture(decode(file.bytes));
        return;
    }
    if (!looksLikeText(file.bytes)) {
        return say(tr("This is not a text; download the file to open it."));
    }
    QString text = QString::fromUtf8(file.bytes);
    if (!file.complete) {
        text += QLatin1Char('\n') + tr("… only the first %1").arg(format::bytes(file.bytes.size()));
    }
    m_text->setPlainText(text);
    m_stack->setCurrentWidget(m_text);
}

void BrowserDetails::showPicture(const QImage &image)
{
    if (image.isNull()) {
        return say(tr("This picture cannot be shown; download the file to see it."));
    }
    const double ratio = devicePixelRatioF();
    const QSize room = m_stack->size() * ratio;
    const bool large = image.width() > room.width() || image.height() > room.height();
    QPixmap pixmap =
        QPixmap::fromImage(large ? image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation) : image);
    pixmap.setDevicePixelRatio(ratio);
    m_picture->setPixmap(pixmap);
    m_picture->setToolTip(tr("%1 × %2 pixels").arg(image.width()).arg(image.height()));
    m_stack->setCurrentWidget(m_picture);
}

bool BrowserDetails::hasPreview() const { return m_stack->currentWidget() != m_sentence; }

QString BrowserDetails::previewText() const
{
    return m_stack->currentWidget() == m_text ? m_text->toPlainText() : QString();
}

} // namespace snapgpu
