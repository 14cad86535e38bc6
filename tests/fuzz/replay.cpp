// SPDX-License-Identifier: GPL-3.0-or-later
// replay PATH...: hands every file (of every folder) to the fuzz target, then each with random bytes changed,
// so that ./test needs no fuzzer. A crash or an abort is the failure; the last file is named before it runs.
#include <cstdint>
#include <cstdio>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QStringList>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

constexpr int kMutations = 400;
constexpr qsizetype kMutatedSize = 20'000; // larger files are only replayed

void run(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(
        reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

QByteArray mutated(QByteArray bytes, QRandomGenerator &random)
{
    static const char kBytes[] = "{}[]\",:<>=!_ 0915.-enull\\\n\0\xff\xc3";
    const int changes = random.bounded(1, 6);
    for (int i = 0; i < changes && !bytes.isEmpty(); ++i) {
        const int at = random.bounded(static_cast<int>(bytes.size()));
        const char byte = kBytes[random.bounded(static_cast<int>(sizeof kBytes))];
        switch (random.bounded(4)) {
        case 0:
            bytes[at] = byte;
            break;
        case 1:
            bytes.insert(at, byte);
            break;
        case 2:
            bytes.remove(at, random.bounded(1, 9));
            break;
        default:
            bytes.insert(at, bytes.mid(random.bounded(static_cast<int>(bytes.size())), random.bounded(40)));
            break;
        }
    }
    return bytes;
}

QStringList filesIn(const QString &path)
{
    if (QFileInfo(path).isFile()) {
        return {path};
    }
    QStringList files;
    QDirIterator it(path, QDir::Files);
    while (it.hasNext()) {
        files.append(it.next());
    }
    files.sort();
    return files;
}

} // namespace

int main(int argc, char *argv[])
{
    int files = 0;
    int runs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const QString &path : filesIn(QString::fromLocal8Bit(argv[i]))) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) {
                std::fprintf(stderr, "cannot read %s\n", qPrintable(path));
                return 1;
            }
            const QByteArray bytes = file.readAll();
            std::fprintf(stderr, "%s\n", qPrintable(path));
            run(bytes);
            ++files;
            ++runs;
            QRandomGenerator random(static_cast<quint32>(bytes.size()) + 1);
            for (int k = 0; bytes.size() <= kMutatedSize && k < kMutations; ++k, ++runs) {
                run(mutated(bytes, random));
            }
        }
    }
    std::printf("%d files, %d runs\n", files, runs);
    return files > 0 ? 0 : 1; // an empty corpus tests nothing
}
