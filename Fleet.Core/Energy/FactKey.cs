namespace Fleet.Core.Energy;

/// <summary>Names a fact of an agent's journal; unique in the ledger.</summary>
public sealed record FactKey(string AgentId, string Epoch, long Sequence);
