global using System.Globalization;
global using Fleet.Core.Machines;
