using System.Security.Claims;

namespace Fleet.Web.Accounts;

public static class Visitors
{
    /// <summary>Who asks, for the desks.</summary>
    public static Visitor ToVisitor(this ClaimsPrincipal principal) =>
        new(principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", principal.FindFirstValue(ClaimTypes.Name) ?? "",
            Word.Read<Role>(principal.FindFirstValue(ClaimTypes.Role)) ?? Role.Guest);
}
