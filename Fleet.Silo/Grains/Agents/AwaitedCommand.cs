namespace Fleet.Silo.Grains;

/// <param name="Message">An encoded <c>Command</c> of agent.proto.</param>
sealed record AwaitedCommand(byte[] Message)
{
    public TaskCompletionSource<CommandAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
