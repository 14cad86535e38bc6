// SPDX-License-Identifier: GPL-3.0-or-later
// Tells ThreadSanitizer in what order Qt's threads work. Qt's libraries are not built for it, so it sees
// neither that a posted event is delivered after it was posted nor that a contended QMutex orders anything,
// and would call all of that races. Each function here stands before Qt's own of the same name in our
// programs and passes the call on. Only in the preset `tsan`; a program without Qt has nothing to tell.
#if defined(__SANITIZE_THREAD__) && __has_include(<QThreadPool>)

#include <dlfcn.h>
#include <functional>
#include <memory>
#include <QCoreApplication>
#include <QEvent>
#include <QMutex>
#include <QThreadPool>

extern "C" {
void __tsan_acquire(void *address);
void __tsan_release(void *address);
}

namespace {

char signalsSent = 0; ///< its address stands for all signals: an event does not tell who sent it

/** Called by Qt before every event. */
bool onDelivery(void **receiverAndEvent)
{
    __tsan_acquire(receiverAndEvent[0]);
    if (static_cast<QEvent *>(receiverAndEvent[1])->type() == QEvent::MetaCall) {
        __tsan_acquire(&signalsSent);
    }
    return false;
}

[[maybe_unused]] const bool registered =
    QInternal::registerCallback(QInternal::EventNotifyCallback, onDelivery);

template <typename Function> Function *real(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

#define POST_EVENT "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi"
void postEvent(QObject *receiver, QEvent *event, int priority) __asm__(POST_EVENT);
void postEvent(QObject *receiver, QEvent *event, int priority)
{
    static auto *const next = real<decltype(postEvent)>(POST_EVENT);
    __tsan_release(receiver);
    next(receiver, event, priority);
}

#define INVOKE_METHOD                                                                                        \
    "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"
bool invokeMethod(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
    void *result) __asm__(INVOKE_METHOD);
bool invokeMethod(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static auto *const next = real<decltype(invokeMethod)>(INVOKE_METHOD);
    __tsan_release(receiver);
    return next(receiver, slot, type, result);
}

#define ACTIVATE "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv"
void activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments) __asm__(ACTIVATE);
void activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    static auto *const next = real<decltype(activate)>(ACTIVATE);
    __tsan_release(&signalsSent);
    next(sender, meta, signal, arguments);
}

#define DELETE_LATER "_ZN7QObject11deleteLaterEv"
void deleteLater(QObject *object) __asm__(DELETE_LATER);
void deleteLater(QObject *object)
{
    static auto *const next = real<decltype(deleteLater)>(DELETE_LATER);
    __tsan_release(object);
    next(object);
}

// The fast path of a mutex is inline and seen; these are called when somebody waits.
#define LOCK "_ZN11QBasicMutex12lockInternalEv"
void lockInternal(QBasicMutex *mutex) __asm__(LOCK);
void lockInternal(QBasicMutex *mutex)
{
    static auto *const next = real<decltype(lockInternal)>(LOCK);
    next(mutex);
    __tsan_acquire(mutex);
}

#define UNLOCK "_ZN11QBasicMutex14unlockInternalEv"
void unlockInternal(QBasicMutex *mutex) __asm__(UNLOCK);
void unlockInternal(QBasicMutex *mutex)
{
    static auto *const next = real<decltype(unlockInternal)>(UNLOCK);
    __tsan_release(mutex);
    next(mutex);
}

#define POOL_START "_ZN11QThreadPool5startESt8functionIFvvEEi"
void poolStart(QThreadPool *pool, std::function<void()> work, int priority) __asm__(POOL_START);
void poolStart(QThreadPool *pool, std::function<void()> work, int priority)
{
    static auto *const next = real<decltype(poolStart)>(POOL_START);
    auto kept = std::make_shared<std::function<void()>>(std::move(work));
    __tsan_release(kept.get());
    next(
        pool,
        [pool, kept = std::move(kept)]() mutable {
            __tsan_acquire(kept.get());
            (*kept)();
            kept.reset();
            __tsan_release(pool); // for who waits
        },
        priority);
}

#define WAIT_FOR_DONE "_ZN11QThreadPool11waitForDoneEi"
bool waitForDone(QThreadPool *pool, int timeoutMs) __asm__(WAIT_FOR_DONE);
bool waitForDone(QThreadPool *pool, int timeoutMs)
{
    static auto *const next = real<decltype(waitForDone)>(WAIT_FOR_DONE);
    const bool done = next(pool, timeoutMs);
    if (done) {
        __tsan_acquire(pool);
    }
    return done;
}

#endif
