namespace Fleet.Core.Footprint.Exchange;

/// <summary>
/// Ids that every openLCA database knows; with them nothing is doubled on import. Source: <c>units.csv</c> of GreenDelta/olca-schema
/// (CC0). The property of mass ends in <c>0800200b9a66</c> and its group has <c>a4c8</c>: both are meant so.
/// </summary>
public static class OpenLcaIds
{
    public const string Kg = "20aadc24-a391-41cf-b340-3e4529f44bde", UnitsOfMass = "93a60a57-a4c8-11da-a746-0800200c9a66", Mass = "93a60a56-a3c8-11da-a746-0800200b9a66";

    public const string Mj = "52765a6c-3896-43c2-b2f4-c679acf13efe", Kwh = "86ad2244-1f0e-4912-af53-7865283103e4",
        UnitsOfEnergy = "93a60a57-a3c8-11da-a746-0800200c9a66", EnergyProperty = "f6811440-ee37-11de-8a39-0800200c9a66";

    public const string Hour = "227a54d9-44e7-468c-b8bb-f2dd1ae68c7a", UnitsOfTime = "af638906-3ec7-4314-8de7-f76039f2dd01", Duration = "c0447923-0e60-4b3c-97c2-a86dddd9eea5";

    public const string Items = "6dabe201-aaac-4509-92f0-d00c26cb72ab", UnitsOfItems = "5beb6eed-33a9-47b8-9ede-1dfe8f679159", NumberOfItems = "01846770-4cfe-4a25-8ad9-919d8d378345";

    /// <summary>The data quality system of ecoinvent, five indicators with five scores.</summary>
    public const string PedigreeSystem = "e7ac7cf6-5457-453e-99f9-d889826fffe8";
}
