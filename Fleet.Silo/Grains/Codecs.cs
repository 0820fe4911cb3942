// Enums of rooms that know no Orleans, for which this assembly brings the codecs.
[assembly: Orleans.GenerateCodeForDeclaringAssembly(typeof(Fleet.Core.Machines.RunPhase))]
[assembly: Orleans.GenerateCodeForDeclaringAssembly(typeof(Fleet.Protocol.MachineCondition))]
