namespace Fleet.Web.Api;

/// <param name="Workshop">Id of the workshop in which the machine stands from now on.</param>
public sealed record CarryRequest(string? Workshop);
