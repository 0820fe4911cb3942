using System.Text.Json;

namespace Fleet.Core.Scheduling.Files;

/// <summary>A stretch or a duration that is not written as it must be; the message is the end of a sentence.</summary>
sealed class SlotFormatFault(string message) : JsonException(message);
