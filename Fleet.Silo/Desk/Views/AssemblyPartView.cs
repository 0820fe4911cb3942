namespace Fleet.Silo.Desk.Views;

/// <summary>One job of an assembly.</summary>
public sealed record AssemblyPartView(string JobId, string Name, string State, int Good, int Copies);
