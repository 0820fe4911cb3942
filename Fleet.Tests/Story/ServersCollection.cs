using Fleet.Tests.Storage;

namespace Fleet.Tests.Story;

/// <summary>Tests that start whole servers go one after the other: two cores carry one workshop at a time.</summary>
[CollectionDefinition("Servers")]
public sealed class ServersCollection : ICollectionFixture<PostgreSqlServer>;
