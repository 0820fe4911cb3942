global using Fleet.Core;
global using Fleet.Core.Jobs;
global using Fleet.Core.Machines;
global using Fleet.Silo.Desk;
global using Fleet.Silo.Desk.Views;
global using Fleet.Silo.Hosting;
global using Fleet.Silo.Storage;
