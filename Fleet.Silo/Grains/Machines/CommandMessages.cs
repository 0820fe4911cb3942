namespace Fleet.Silo.Grains;

/// <summary>A person's command in the words of agent.proto.</summary>
static class CommandMessages
{
    /// <param name="runId">The run on the machine; empty for none.</param>
    /// <param name="deadlineMs">Server time, Unix milliseconds. A stop has none: late is better than never.</param>
    public static Command Of(MachineCommand command, string runId, long deadlineMs)
    {
        var message = new Command { Id = command.Id, DeadlineUnixMs = command.Kind == MachineCommandKind.Stop ? 0 : deadlineMs };
        switch (command.Kind)
        {
            case MachineCommandKind.Pause: message.Pause = new() { RunId = runId }; break;
            case MachineCommandKind.Resume: message.Resume = new() { RunId = runId }; break;
            case MachineCommandKind.Cancel: message.Cancel = new() { RunId = runId }; break;
            case MachineCommandKind.Stop: message.Stop = new(); break;
            case MachineCommandKind.Home: message.Home = new() { Axes = command.Text }; break;
            case MachineCommandKind.Send: message.Send = new() { Line = command.Text }; break;
            case MachineCommandKind.SetFactor:
                message.SetFactor = new() { Factor = Word.Read<Factor>(command.Text) ?? Factor.Unspecified, Percent = (uint)command.Number };
                break;
            case MachineCommandKind.AnswerPrompt: message.AnswerPrompt = new() { Choice = (uint)command.Number }; break;
            case MachineCommandKind.Jog:
                message.Jog = new() { XMm = command.XMm, YMm = command.YMm, ZMm = command.ZMm, FeedMmPerMin = command.FeedMmPerMin };
                break;
        }
        return message;
    }
}
