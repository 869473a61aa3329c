import Foundation
import Testing

/// The commands of a page, run one after the other in one shell in an empty folder, with the real binary.
enum ConsoleRun {
    /// The port of which the pages speak; a run takes any that is free.
    private static let port = "8080"

    /// Runs each `*.command` of the folder `CONSOLE`; what it writes to either stream goes beside it.
    ///
    /// `segsync emulate` goes on in the background, as in a terminal of its own, once it has said that it listens.
    private static let script = #"""
        console_port=8080
        console_status=0
        trap 'kill $(jobs -p) 2>/dev/null' EXIT
        for console_file in "$CONSOLE"/*.command; do
            console_text=$(cat "$console_file")
            console_output=${console_file%.command}.output
            if [[ $console_text == "segsync emulate "* ]]; then
                coproc CONSOLE_SERVICE { eval "exec ${console_text//--port 8080/--port 0}"; }
                for console_line in 1 2 3; do
                    IFS= read -r console_line <&"${CONSOLE_SERVICE[0]}"
                    printf '%s\n' "$console_line"
                done >"$console_output"
                console_line=$(head -n 1 "$console_output")
                console_port=${console_line##*:}
            else
                (exit "$console_status")
                eval "${console_text//127.0.0.1:8080/127.0.0.1:$console_port}" >"$console_output" 2>&1 </dev/null
                console_status=$?
            fi
            sed -i "s/127.0.0.1:$console_port/127.0.0.1:8080/g" "$console_output"
        done
        """#

    /// What each command wrote, in whole lines.
    static func outputs(of commands: [String]) async throws -> [String] {
        let (folder, capture) = (try Workspace(), try Workspace())
        let names = commands.indices.map { index in
            let number = String(index)
            return String(repeating: "0", count: 4 - number.count) + number
        }
        for (name, command) in zip(names, commands) { try capture.write(name + ".command", command) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = folder.folder
        process.standardInput = FileHandle.nullDevice
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        process.environment = [
            "CONSOLE": capture.folder.path, "HOME": folder.folder.path, "LC_ALL": "C.UTF-8", "USER": "you",
            "PATH": SegsyncProcess.executable.deletingLastPathComponent().path + ":" + path,
        ]
        try await SegsyncProcess.runToEnd(process)
        return try names.map { name in
            let output = try capture.read(name + ".output")
            return output.isEmpty || output.hasSuffix("\n") ? output : output + "\n"
        }
    }
}
