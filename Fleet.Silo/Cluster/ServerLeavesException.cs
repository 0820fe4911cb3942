namespace Fleet.Silo.Cluster;

/// <summary>The server that served this call stops in order; the call may be made again and finds its grain on another server.</summary>
[GenerateSerializer, Alias("fleet.serverLeaves")]
sealed class ServerLeavesException() : Exception("This server is being stopped. Try again.");
