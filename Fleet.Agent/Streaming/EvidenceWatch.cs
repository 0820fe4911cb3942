using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>How long nothing has shown that the firmware works at its lines: when to ask, and when to give it up.</summary>
sealed class EvidenceWatch(Conversation conversation, DriverOptions options)
{
    long _last;
    int _emptyQueues;

    /// <summary>An ok, a request or <c>busy</c> came, or the wait begins now.</summary>
    internal void Seen()
    {
        _last = conversation.Now;
        _emptyQueues = 0;
    }

    /// <summary><c>wait</c>: the firmware has nothing to do. Twice while an ok is due, and the ok or the line is lost.</summary>
    internal void QueueIsEmpty() => _emptyQueues++;

    internal bool QuestionDue => _emptyQueues >= 2 || conversation.Since(_last) > options.AckOverdue;

    /// <param name="head">The line that is due to be acknowledged: some take minutes in silence.</param>
    /// <exception cref="Links.LinkLostException">The machine is silent or deaf for too long.</exception>
    internal void CheckSilence(ReadOnlySpan<byte> head)
    {
        var limit = LongCommands.Has(head) ? options.SilenceInLongCommands : options.Silence;
        if (conversation.Since(Math.Max(conversation.LastByteAt, _last)) > limit)
            throw Conversation.GiveUp($"The machine has not said a word for {limit.TotalSeconds:0} s although an answer is due. Check its power and cable.");
        // Reports may go on while the part that takes commands is dead.
        var deaf = 3 * options.SilenceInLongCommands;
        if (conversation.Since(_last) > deaf)
            throw Conversation.GiveUp($"The machine reports temperatures but has taken no command for {deaf.TotalMinutes:0} min. Switch it off and on.");
    }
}
