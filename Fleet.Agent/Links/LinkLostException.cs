namespace Fleet.Agent.Links;

/// <summary>The transport is gone: unplugged, closed by the other end, or stuck. The message names the link and what happened.</summary>
public sealed class LinkLostException : IOException
{
    public LinkLostException(string message) : base(message) { }

    public LinkLostException(string message, Exception inner) : base(message, inner) { }
}
