namespace Fleet.Agent.Links;

/// <summary>The transport is gone: unplugged, closed by the other end, or stuck. The message names the link and what happened.</summary>
public sealed class LinkLostException : IOException
{
    public LinkLostException(string message) : base(message) { }

    public LinkLostException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The bytes pass, but what is at the other end does not answer: the machine, the rate or the language is the matter.</summary>
    internal bool PortIsFine { get; init; }
}
