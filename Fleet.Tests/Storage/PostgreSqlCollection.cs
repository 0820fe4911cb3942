namespace Fleet.Tests.Storage;

/// <summary>One server for all tests that need PostgreSQL.</summary>
[CollectionDefinition("PostgreSQL")]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>;
