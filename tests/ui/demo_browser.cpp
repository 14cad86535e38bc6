// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demo_browser.h"

#include <QBuffer>
#include <QImage>
#include <QTimer>

namespace snapgpu::demo {

namespace {

constexpr qint64 kNoon = 1'790'000'000'000;

void addFile(SnapshotTreeBuilder &builder, const QByteArray &path, qint64 size, quint32 mode = 0644)
{
    TreeEntry entry;
    entry.type = NodeType::File;
    entry.size = size;
    entry.mode = mode;
    entry.mtimeMs = kNoon - static_cast<qint64>(qHash(path) % 5'000'000) * 1000;
    entry.inode = qHash(path) % 90'000'000;
    entry.uid = entry.gid = 1000;
    builder.add(path, entry);
}

void addFolder(SnapshotTreeBuilder &builder, const QByteArray &path)
{
    TreeEntry entry;
    entry.mode = 0755;
    entry.mtimeMs = kNoon;
    builder.add(path, entry);
}

QByteArray picture()
{
    QImage image(320, 200, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setPixelColor(x, y, QColor(60 + x / 2, 90 + y / 2, 160));
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

SnapshotBrowser::TreePointer workspaceTree()
{
    SnapshotTreeBuilder builder;
    const QByteArray top = "/workspace/MuseTalk";
    for (const QByteArray &folder :
        {QByteArray("/workspace"), top, QByteArray(top + "/models"), QByteArray(top + "/models/musetalk"),
            QByteArray(top + "/models/sd-vae"), QByteArray(top + "/musetalk"),
            QByteArray(top + "/musetalk/utils"), QByteArray(top + "/results"), QByteArray(top + "/.venv")}) {
        addFolder(builder, folder);
    }
    addFile(builder, top + "/models/musetalk/unet.safetensors", 3'400'120'000);
    addFile(builder, top + "/models/musetalk/musetalk.json", 1'412);
    addFile(builder, top + "/models/sd-vae/diffusion_pytorch_model.safetensors", 334'695'000);
    addFile(builder, top + "/models/whisper-tiny.pt", 75'572'000);
    for (const char *name : {"app.py", "audio.py", "blending.py", "face_parsing.py", "preprocessing.py"}) {
        addFile(builder, top + "/musetalk/utils/" + name,
            4'000 + static_cast<qint64>(qHash(QByteArray(name)) % 9'000));
    }
    for (int i = 0; i < 12; ++i) {
        addFile(builder, top + "/results/frame_" + QByteArray::number(i).rightJustified(4, '0') + ".png",
            412'000 + i * 917);
    }
    addFile(builder, top + "/.venv/pyvenv.cfg", 180);
    addFile(builder, top + "/README.md", 9'120);
    addFile(builder, top + "/app.py", 21'400, 0755);
    addFile(builder, top + "/requirements.txt", 412);
    addFile(builder, top + "/caf\xe9 (latin1).txt", 12);
    addFile(builder, top + "/two\nlines.txt", 33);
    addFile(builder,
        top
            + "/a very long name of a file that somebody made by joining every option of a run, step 000120 "
              "of 000900.yaml",
        812);
    TreeEntry link;
    link.type = NodeType::Symlink;
    link.mode = 0777;
    link.mtimeMs = kNoon;
    builder.add(top + "/latest", link);
    auto bytes = std::make_shared<QByteArray>(builder.finish());
    return SnapshotTree::fromBytes(*bytes, bytes);
}

QVector<SnapshotChange> someChanges()
{
    const QByteArray top = "/workspace/MuseTalk";
    return {
        {top + "/models/musetalk/unet.safetensors", ChangeKind::Content, false, 3'400'000'000, 3'400'120'000},
        {top + "/models/whisper-tiny.pt", ChangeKind::Added, false, {}, 75'572'000},
        {top + "/musetalk/utils/audio.py", ChangeKind::Content, false, 5'120, 5'602},
        {top + "/results/frame_0000.png", ChangeKind::Added, false, {}, 412'000},
        {top + "/results/frame_0001.png", ChangeKind::Added, false, {}, 412'917},
        {top + "/old", ChangeKind::Removed, true, {}, {}},
        {top + "/old/notes.txt", ChangeKind::Removed, false, 8'200, {}},
        {top + "/old/run.log", ChangeKind::Removed, false, 1'204'000, {}}};
}

Browser::Browser(QObject *parent)
    : SnapshotBrowser(parent)
{
    m_repository.url = QStringLiteral("s3:account.r2.cloudflarestorage.com/workspace");
}

Job<CatalogView> *Browser::confirmed()
{
    cached.snapshots = rows;
    cached.fromCache = false;
    cached.askedAt = QDateTime::fromMSecsSinceEpoch(kNoon);
    Q_EMIT catalogChanged();
    return settledJob<CatalogView>(this, cached);
}

Job<CatalogView> *Browser::refresh()
{
    if (hang) {
        return new ManualJob<CatalogView>(this);
    }
    return error.message.isEmpty() ? confirmed() : settledJob<CatalogView>(this, tl::unexpected(error));
}

Job<SnapshotBrowser::TreePointer> *Browser::open(const QString &snapshotId)
{
    if (!openError.message.isEmpty()) {
        return settledJob<TreePointer>(this, tl::unexpected(openError));
    }
    return settledJob<TreePointer>(
        this, trees.contains(snapshotId) ? trees.value(snapshotId) : workspaceTree());
}

Job<QVector<FoundFile>> *Browser::find(const QString &pattern, const QStringList & /*snapshotIds*/)
{
    QVector<FoundFile> found;
    for (const Snapshot &snapshot : std::as_const(rows)) {
        const TreePointer tree = workspaceTree();
        if (const auto node = tree->find(pattern.toUtf8())) {
            found.append({snapshot.id, pattern.toUtf8(), tree->entry(*node)});
        }
    }
    return settledJob<QVector<FoundFile>>(this, found);
}

Job<SnapshotDiff> *Browser::diff(const QString &a, const QString &b)
{
    SnapshotDiff diff;
    diff.changes = a == b ? QVector<SnapshotChange>() : someChanges();
    return settledJob<SnapshotDiff>(this, diff);
}

Job<FilePreview> *Browser::preview(const QString & /*snapshotId*/, const QByteArray &path, qint64 limit)
{
    if (path.endsWith(".png")) {
        return settledJob<FilePreview>(this, FilePreview{picture(), true});
    }
    if (path.endsWith(".safetensors")) {
        return settledJob<FilePreview>(this, FilePreview{QByteArray(400, '\0'), false});
    }
    QByteArray text = "# " + path.mid(path.lastIndexOf('/') + 1)
        + "\nimport torch\n\n\ndef main() -> None:\n"
          "    device = \"cuda\"\n    print(torch.cuda.get_device_name(device))\n";
    return settledJob<FilePreview>(this, FilePreview{text.left(limit), true});
}

Job<QByteArray> *Browser::linkTarget(const QString & /*snapshotId*/, const QByteArray & /*path*/)
{
    return settledJob<QByteArray>(this, QByteArray("results/frame_0011.png"));
}

Job<DownloadReport> *Browser::download(
    const QString & /*snapshotId*/, const QVector<QByteArray> &paths, const QString &folder)
{
    downloaded += paths;
    if (hangDownload) {
        auto *job = new ManualJob<DownloadReport>(this);
        QTimer::singleShot(0, job, [this, job] {
            Q_EMIT progress(job, BrowseProgress{1'900'000'000, 3'800'000'000});
        });
        return job;
    }
    return settledJob<DownloadReport>(this, DownloadReport{folder, paths.size(), 4'096, {}, leftOut});
}

Job<CatalogView> *Browser::editTags(
    const QStringList &snapshotIds, const QStringList &add, const QStringList &remove)
{
    for (Snapshot &snapshot : rows) {
        if (snapshotIds.contains(snapshot.id)) {
            snapshot.tags += add;
            snapshot.tags.removeIf([&remove](const QString &tag) { return remove.contains(tag); });
            snapshot.id = snapshot.id.mid(1) + QLatin1Char('0'); // restic gives it a new one
        }
    }
    return confirmed();
}

Job<ForgetPlan> *Browser::planForget(const ForgetPolicy &policy)
{
    ForgetPlan plan;
    for (int i = 0; i < rows.size(); ++i) {
        (i < policy.last ? plan.keep : plan.remove).append(rows.at(i));
    }
    completeForgetPlan(plan, rows);
    return settledJob<ForgetPlan>(this, plan);
}

Job<CatalogView> *Browser::forget(const QStringList &snapshotIds, bool /*evenLast*/)
{
    forgotten += snapshotIds;
    rows.removeIf([&snapshotIds](const Snapshot &snapshot) { return snapshotIds.contains(snapshot.id); });
    return confirmed();
}

} // namespace snapgpu::demo
