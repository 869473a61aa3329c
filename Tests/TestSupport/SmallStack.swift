import Foundation
import Synchronization

/// Runs work on a thread with the smallest stack that a thread of ours ever has.
package enum SmallStack {
    package static let bytes = 512 << 10

    package static func run<Value: Sendable>(
        bytes: Int = bytes,
        _ work: @escaping @Sendable () -> Value
    ) -> Value? {
        let result = Mutex<Value?>(nil)
        let done = DispatchSemaphore(value: 0)
        let box = Box(result)
        let thread = Thread {
            let value = work()
            box.mutex.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = bytes
        thread.start()
        done.wait()
        return box.mutex.withLock { $0 }
    }

    private final class Box<Value: Sendable>: Sendable {
        let mutex: Mutex<Value?>
        init(_ mutex: consuming Mutex<Value?>) { self.mutex = mutex }
    }
}
