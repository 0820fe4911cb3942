global using Fleet.Core;
global using Fleet.Core.Jobs;
global using Fleet.Core.Machines;
global using Fleet.Silo.Storage;
global using Fleet.Protocol;
