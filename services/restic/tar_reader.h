// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QByteArray>
#include <QByteArrayView>

namespace snapgpu {

enum class TarKind { File, Folder, Symlink, HardLink, Other };

/** One entry of an archive, as it says; nothing of it is trusted here. */
struct TarEntry
{
    QByteArray path; ///< raw bytes, a folder without the slash at its end
    QByteArray linkTarget;
    TarKind kind = TarKind::File;
    quint32 mode = 0; ///< 07777
    qint64 size = 0; ///< bytes of data that follow; only files have any
    qint64 mtimeMs = 0;
    bool hasAttributes = false; ///< extended ones, or an access list
};

/**
 * Reads a tar archive as it comes, in pieces of any size: ustar, PAX and GNU long names, which is what
 * `restic dump` writes. Pure; the receiver judges names.
 */
class TarReader final
{
public:
    struct Receiver
    {
        std::function<void(const TarEntry &)> entry;
        std::function<void(QByteArrayView)> data; ///< of the entry told last
    };
    explicit TarReader(Receiver receiver);

    /** False: this is no archive; nothing is read any more. */
    bool feed(QByteArrayView bytes);
    /** The archive's own end was seen: without it something is missing. */
    bool isComplete() const { return m_state == State::End; }

private:
    enum class State { Header, Data, Extension, Padding, End, Broken };

    void takeHeader();
    void takeExtension();
    void takePax(QByteArrayView records);
    void skipPadding(qint64 dataSize);

    Receiver m_receiver;
    State m_state = State::Header;
    QByteArray m_buffer; ///< of a header, or an extension
    qint64 m_left = 0; ///< bytes of data, extension or padding still to come
    qint64 m_padding = 0; ///< after the data under way
    char m_extension = 0;
    TarEntry m_next; ///< what extensions said about the entry that follows
    qint64 m_nextSize = -1;
    bool m_nextHasTime = false;
};

} // namespace snapgpu
