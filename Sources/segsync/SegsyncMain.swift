import Commands

@main
struct SegsyncMain {
    static func main() async {
        await SegsyncCommand.runProcess()
    }
}
