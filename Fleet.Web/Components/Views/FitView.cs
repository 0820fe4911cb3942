namespace Fleet.Web.Components.Views;

/// <summary>Whether a machine can take the job now, and if not, why and what to do.</summary>
/// <param name="Lasting">Waiting does not cure it.</param>
public sealed record FitView(string MachineId, string MachineName, bool Fits, string Sentence, string Remedy, bool Lasting);
