namespace Fleet.Agent.Streaming;

/// <summary>The conversation must start again on a freshly opened link. Never leaves the driver.</summary>
sealed class ReopenAsked : Exception;
