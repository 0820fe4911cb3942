namespace Fleet.Tests.Browser;

[CollectionDefinition(BrowserWorkshop.Collection, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xUnit's word.")]
public sealed class BrowserCollection : ICollectionFixture<BrowserWorkshop>;
