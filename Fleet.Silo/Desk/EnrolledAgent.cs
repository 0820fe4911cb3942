namespace Fleet.Silo.Desk;

public sealed record EnrolledAgent(string AgentId, string CertificatePem, string AuthorityPem);
