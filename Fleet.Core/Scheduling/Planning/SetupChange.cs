namespace Fleet.Core.Scheduling.Planning;

readonly record struct SetupChange(int Kind, int Slots, int Cost);
