namespace Fleet.Silo.Desk.Views;

public sealed record PeripheralView(string Id, string Name, string Kind, double RunningW, double RelativeUncertainty, IReadOnlyList<string> RunsWhile, IReadOnlyList<BindingView> Serves);
