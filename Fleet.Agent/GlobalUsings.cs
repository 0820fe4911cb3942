global using Fleet.Core.Machines;
