using Fleet.Agent.Links;

namespace Fleet.Agent.Streaming;

/// <summary>The thread that matters: one conversation over one opening of its link, ahead of everything else on the computer.</summary>
static class StreamThread
{
    /// <summary>Runs until the conversation ends; its exception is passed on.</summary>
    internal static async Task Run(Conversation conversation, string name, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            ThreadRank.Raise();
            try
            {
                conversation.Run();
                ended.SetResult();
            }
            catch (Exception failure)
            {
                // Whatever it is, the driver's loop tells it and opens the port again.
                ended.SetException(failure);
            }
        })
        {
            Name = $"stream {name}",
            IsBackground = true,
        }.Start();
        using (cancellation.Register(conversation.End))
            await ended.Task;
    }
}
