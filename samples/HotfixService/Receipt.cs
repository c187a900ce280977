namespace Shop;

/// <summary>What was ordered.</summary>
public record Receipt(int Quantity, decimal Total, string? Note);
