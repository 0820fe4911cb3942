using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Fleet.Web.Accounts;

/// <summary>Keeps the keys of cookies in the database: sign-ins survive a restart and are good on every node.</summary>
public sealed class DatabaseKeyRing(IDatabase database) : IXmlRepository
{
    // The interface is synchronous; it is called a few times a day, never inside a request's hot path.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => database.List<string>("select xml from data_protection_key")).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => database.Execute(
            "insert into data_protection_key (name, xml) values (@friendlyName, @xml) on conflict do nothing",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) })).GetAwaiter().GetResult();
}
