namespace Fleet.Web.Api;

public sealed record WeighRequest(double? RemainingGrams);
